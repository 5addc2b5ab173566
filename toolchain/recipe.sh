# A recipe in tools/ describes one tool: tool_title; tool_minutes and tool_megabytes that a first build takes on two cores;
# tool_module, the folder in modules/ that it is built from, and tool_source, what that has to contain; tool_version, if the
# tool has to be told it; tool_fits (is there one on PATH that will do?) and tool_build OUT (called in a copy of the folder).
# shellcheck shell=bash

load_recipe() {
    tool_version=""
    . "toolchain/tools/$1.sh"
}

# The folder of a loaded recipe's built tool, named by everything that decides about the result.
tool_folder() {
    local key
    # shellcheck disable=SC2086
    key=$({
        uname -sm
        printf '%s\n' "$tool_source" "$tool_version"
        $SHA256 toolchain/build.sh "toolchain/tools/$1.sh" "toolchain/tools/$tool_module.sh"
        cd "toolchain/modules/$tool_module" || exit
        find . -type f | LC_ALL=C sort | xargs $SHA256
    } | $SHA256)
    printf '%s/%s-%.12s\n' "$CACHE" "$1" "$key"
}
