# Pulumi's host for programs in YAML, for the tests only: a CLI from PATH usually has it beside it.
# shellcheck shell=bash
tool_title="Pulumi's host for YAML"
tool_minutes=2
tool_megabytes=500
tool_module=language-yaml
tool_source=$PULUMI_YAML_SOURCE

tool_fits() {
    [ "$pulumi_from_path" = yes ] &&
        { command -v pulumi-language-yaml >/dev/null || [ -x "$(folder_of_pulumi)/pulumi-language-yaml" ]; }
}

tool_build() { go_build "$1/pulumi-language-yaml" "" github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml; }
