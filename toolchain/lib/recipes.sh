# A recipe in tools/ describes one tool by these variables and functions:
#   tool_title                    the tool's name in messages
#   tool_minutes, tool_megabytes  the time and disk space of a first build on two cores
#   tool_module                   the folder in modules/ that contains its go.mod
#   tool_source                   the lines that the go.mod has to contain
#   tool_version                  the version that the build writes into the tool, where the sources have none
#   tool_fits                     succeeds when PATH has a tool that can be used instead
#   tool_build OUT                builds the tool into OUT; it runs in a copy of the folder in modules/
# shellcheck shell=bash

load_recipe() {
    tool_version=""
    . "toolchain/tools/$1.sh"
}

# tool_folder TOOL: prints the cache folder of the loaded recipe's tool. The name has a hash of everything that decides
# about the content.
tool_folder() {
    local key
    # shellcheck disable=SC2086
    key=$({
        uname -sm
        printf '%s\n' "$tool_source" "$tool_version" "$BUILD_REVISION"
        $SHA256 "toolchain/tools/$1.sh" "toolchain/tools/$tool_module.sh"
        cd "toolchain/modules/$tool_module" || exit
        find . -type f | LC_ALL=C sort | xargs $SHA256
    } | $SHA256)
    printf '%s/%s-%.12s\n' "$CACHE" "$1" "$key"
}
