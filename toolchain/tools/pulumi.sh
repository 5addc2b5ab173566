# The Pulumi CLI, and beside it, where it looks first, its host for Node.js programs. A CLI from PATH fetches the provider
# plugins itself; for a built one they are built too, see the recipes that ask $pulumi_from_path.
# shellcheck shell=bash
tool_title="Pulumi CLI"
tool_minutes=4
tool_megabytes=2000
tool_module=pulumi
tool_source=$PULUMI_SOURCE
tool_version=$PULUMI_VERSION

tool_fits() {
    pulumi_from_path=no
    command -v pulumi >/dev/null || return 1
    version_at_least "$(pulumi version)" "$PULUMI_MIN" || return 1
    command -v pulumi-language-nodejs >/dev/null || [ -x "$(folder_of_pulumi)/pulumi-language-nodejs" ] || return 1
    pulumi_from_path=yes
}

folder_of_pulumi() { node -p 'require("node:path").dirname(require("node:fs").realpathSync(process.argv[1]))' "$(command -v pulumi)"; }

tool_build() {
    (cd cli && go_build "$1/" "-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v$tool_version" \
        -tags osusergo,grpcnotrace github.com/pulumi/pulumi/pkg/v3/cmd/pulumi)
    # Its main package is at the root of a module that ends in v3.
    (cd language-nodejs && go_build "$1/pulumi-language-nodejs" "" github.com/pulumi/pulumi/sdk/nodejs/cmd/pulumi-language-nodejs/v3)
}
