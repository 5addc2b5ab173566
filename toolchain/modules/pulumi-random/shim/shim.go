// Package shim lies, by its module name, inside the upstream provider's tree: only from there may its internal package
// be imported.
package shim

import (
	"github.com/hashicorp/terraform-plugin-framework/provider"
	random "github.com/terraform-providers/terraform-provider-random/internal/provider"
)

// New returns the upstream provider.
func New() provider.Provider { return random.New() }
