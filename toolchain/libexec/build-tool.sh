#!/usr/bin/env bash
# Builds one tool into the cache. Usage: build-tool.sh TOOL
#
# The cache gets the tool's folder in one step, when the build is complete. When two clones build the same tool at once, the
# cache keeps the first result.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/common.sh"
. toolchain/lib/recipes.sh

TOOL=$1
load_recipe "$TOOL"
TARGET=$(tool_folder "$TOOL")
# Folders of builds that were killed.
find "$CACHE" -maxdepth 1 -name '.building-*' -mtime +1 -exec rm -rf {} +
BUILD=$(mktemp -d "$CACHE/.building-$TOOL.XXXXXX")
remove_build_folder() { rm -rf "$BUILD"; }
on_exit remove_build_folder

# The result must not depend on the caller's Go settings, and cgo would need a C compiler.
unset GOOS GOARCH
export GOWORK=off CGO_ENABLED=0

# go_build OUT LDFLAGS ARGUMENTS…: -mod=readonly verifies every module against the go.sum beside the go.mod.
go_build() {
    local out=$1 ldflags=$2
    shift 2
    go build -mod=readonly -trimpath -ldflags "-s -w $ldflags" -o "$out" "$@"
}

printf '%s\n' "$tool_source" | while read -r source; do
    grep -rqF --include go.mod "$source" "toolchain/modules/$tool_module" ||
        fail "toolchain/modules/$tool_module has another version than toolchain/lib/versions.sh says: '$source'."
done

cp -R "toolchain/modules/$tool_module" "$BUILD/source"
mkdir "$BUILD/out"
(cd "$BUILD/source" && tool_build "$BUILD/out")
node -e '
    const [from, to] = process.argv.slice(1), fs = require("fs");
    try { fs.renameSync(from, to) } catch (error) { if (!fs.existsSync(to)) throw error }
' "$BUILD/out" "$TARGET"
