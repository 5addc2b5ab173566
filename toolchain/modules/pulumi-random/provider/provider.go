// Package provider describes Pulumi's random provider as a bridge over the Terraform one, with the names and switches
// of the released plugin.
package provider

import (
	pf "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	"github.com/terraform-providers/terraform-provider-random/shim"
)

// Version is the release whose npm package this plugin serves; the linker sets it.
var Version string

// BridgeMetadata holds no renamed resources: the aliases computed below are enough.
var BridgeMetadata = []byte("{}")

// Provider returns the bridged provider.
func Provider() tfbridge.ProviderInfo {
	info := tfbridge.ProviderInfo{
		P:                           pf.ShimProvider(shim.New()),
		Name:                        "random",
		Version:                     Version,
		MetadataInfo:                tfbridge.NewProviderMetadata(BridgeMetadata),
		EnableAccurateBridgePreview: true,
		EnableRawStateDelta:         true,
		Resources:                   map[string]*tfbridge.ResourceInfo{},
	}
	info.MustComputeTokens(tokens.SingleModule("random_", "index", func(module, name string) (string, error) {
		return tokens.MakeStandard("random")(module, "Random"+name)
	}))
	// The upstream resource has no id; the released plugin takes this one, and so must the ids that a stack's state keeps.
	info.Resources["random_bytes"].ComputeID = tfbridge.DelegateIDField("base64", "random", "https://github.com/pulumi/pulumi-random")
	info.MustApplyAutoAliases()
	return info
}
