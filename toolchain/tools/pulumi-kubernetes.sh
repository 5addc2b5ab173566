# Pulumi's Kubernetes provider plugin.
# shellcheck shell=bash
tool_title="Pulumi's Kubernetes provider"
tool_minutes=7
tool_megabytes=2500
tool_module=pulumi-kubernetes
tool_source=$PULUMI_KUBERNETES_SOURCE
tool_version=$PULUMI_KUBERNETES_VERSION

tool_fits() { [ "$pulumi_from_path" = yes ]; }

tool_build() {
    local module=github.com/pulumi/pulumi-kubernetes/provider/v4
    go mod download "$module"
    node embed.mjs "$(go list -mod=readonly -m -f '{{.Dir}}' "$module")" "$tool_version"
    go_build "$1/pulumi-resource-kubernetes" "-X $module/pkg/version.Version=$tool_version" .
}
