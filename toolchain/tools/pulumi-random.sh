# Pulumi's random provider plugin.
# shellcheck shell=bash
tool_title="Pulumi's random provider"
tool_minutes=3
tool_megabytes=1300
tool_module=pulumi-random
tool_source=$PULUMI_RANDOM_SOURCE
tool_version=$PULUMI_RANDOM_VERSION

tool_fits() { [ "$pulumi_from_path" = yes ]; }

tool_build() {
    local version_flag="-X rig.invalid/toolchain/pulumi-random/provider.Version=$tool_version"
    go run -mod=readonly -trimpath -ldflags "$version_flag" ./schema
    go_build "$1/pulumi-resource-random" "$version_flag" .
}
