// Writes the provider's package schema to schema.json in the current folder.
package main

import (
	"context"
	"log"
	"os"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfgen"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
	"rig.invalid/toolchain/pulumi-random/provider"
)

func main() {
	generated, err := tfgen.GenerateSchema(context.Background(), tfgen.GenerateSchemaOptions{
		ProviderInfo:    provider.Provider(),
		DiagnosticsSink: diag.DefaultSink(os.Stderr, os.Stderr, diag.FormatOptions{Color: colors.Never}),
		// Without it the generator looks for the upstream provider's documentation, which is no part of its module.
		XInMemoryDocs: true,
	})
	if err != nil {
		log.Fatalf("generating the schema: %v", err)
	}
	if err := os.WriteFile("schema.json", generated.ProviderMetadata.PackageSchema, 0o644); err != nil {
		log.Fatalf("writing the schema: %v", err)
	}
}
