// The random provider plugin. Its package schema is not part of a Go module: ./schema makes it before the build.
package main

import (
	"context"
	_ "embed"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"rig.invalid/toolchain/pulumi-random/provider"
)

//go:embed schema.json
var schema []byte

func main() {
	tfbridge.Main(context.Background(), "random", provider.Provider(), tfbridge.ProviderMetadata{
		PackageSchema:  schema,
		BridgeMetadata: provider.BridgeMetadata,
	})
}
