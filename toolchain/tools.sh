# Finds the tools that a command needs, on PATH or in the cache, and builds what is missing.
# shellcheck shell=bash

. toolchain/recipe.sh

PULUMI_TOOLS="pulumi pulumi-kubernetes pulumi-random"
CLUSTER_TOOLS="etcd kubernetes kubectl kwok"
# After the CLI, beside which they may lie.
TEST_TOOLS="language-yaml helm"

export PULUMI_HOME=$CACHE/pulumi-home PULUMI_SKIP_UPDATE_CHECK=true
unset PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION

# find_tools TOOL…: puts those that are there on PATH and leaves the others in $MISSING.
find_tools() {
    local tool folder built=""
    MISSING=""
    # In a shell made by "make env" the cache's folders are on PATH, and would pass for tools of the user's own.
    PATH=$(printf '%s' "$PATH" | awk -v RS=: -v cache="$CACHE/" 'index($0, cache) != 1 { printf "%s%s", separator, $0; separator = ":" }')
    for tool in "$@"; do
        load_recipe "$tool"
        ! tool_fits || continue
        folder=$(tool_folder "$tool")
        [ -d "$folder" ] || MISSING="$MISSING $tool"
        # Plugins get installed; Pulumi warns of ones on PATH.
        case $tool in pulumi-*) ;; *) built="$built$folder:" ;; esac
    done
    PATH=$built$PATH
    export PATH
    # An error is better than a download in place of a plugin that was built.
    [ "$pulumi_from_path" = yes ] || export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true
}

# provide_tools TOOL…: finds them and builds the missing ones.
provide_tools() {
    find_tools "$@"
    [ -z "$MISSING" ] || build_missing
    [ "$pulumi_from_path" = yes ] || install_plugins
}

build_missing() {
    local tool minutes=0 megabytes=0 titles=""
    STEPS=0
    for tool in $MISSING; do
        load_recipe "$tool"
        STEPS=$((STEPS + 1)) minutes=$((minutes + tool_minutes)) megabytes=$((megabytes + tool_megabytes))
        titles="$titles${titles:+, }$tool_title"
    done
    say "Not on PATH (or of another version) and not built yet: $titles." \
        "They will be built from Go modules, once, into $CACHE:" \
        "up to $minutes minutes on two cores and, with Go's own caches, up to $(gigabytes "$megabytes") GB of disk."
    require_go
    require_space "$megabytes"
    for tool in $MISSING; do
        load_recipe "$tool"
        build_tool "$tool"
    done
}

build_tool() {
    local log=$LOGS/$1.log
    step "$tool_title: building (usually $tool_minutes min)"
    run_logged "$tool_title" "$log" toolchain/build.sh "$1" || {
        show_end_of "$log"
        fail "building $tool_title failed." "The whole output is in $log." \
            "Run the same make command again to go on: what is built stays built." "$OTHER_WAYS"
    }
}

OTHER_WAYS="Or do without: a Pulumi CLI of $PULUMI_MIN or newer on PATH, and a cluster of yours (make up CONTEXT=name)."

require_go() {
    local found
    command -v go >/dev/null || fail "Go is needed to build them, version $GO_MIN or newer, and isn't on PATH." \
        "Install it, for instance from https://go.dev/dl." "$OTHER_WAYS"
    found=$(go version | awk '{ print $3 }')
    version_at_least "${found#go}" "$GO_MIN" || fail "Go ${found#go} is too old: $GO_MIN or newer is needed." \
        "Install a newer one, for instance from https://go.dev/dl." "$OTHER_WAYS"
}

require_space() {
    local place free
    mkdir -p "$CACHE" "$LOGS"
    for place in "$CACHE" "$(go env GOCACHE)" "$(go env GOMODCACHE)"; do
        while [ ! -d "$place" ]; do place=$(dirname "$place"); done
        free=$(df -Pm "$place" | awk 'NR == 2 { print $4 }')
        [ "$free" -ge "$1" ] || fail "only $(gigabytes "$free") GB are free in $place, $(gigabytes "$1") GB are needed." \
            "Make room there." "$OTHER_WAYS"
    done
}

gigabytes() { awk -v megabytes="$1" 'BEGIN { printf "%.1f", megabytes / 1024 }'; }

# Pulumi finds plugins in its home only. The key beside an installed one says which build it is.
install_plugins() {
    install_plugin kubernetes "$PULUMI_KUBERNETES_VERSION"
    install_plugin random "$PULUMI_RANDOM_VERSION"
}

install_plugin() {
    local folder mark log=$LOGS/plugin-$1.log
    load_recipe "pulumi-$1"
    folder=$(tool_folder "pulumi-$1")
    mark=$PULUMI_HOME/plugins/resource-$1-v$2.built-from
    [ ! -e "$mark" ] || [ "$(cat "$mark")" != "$folder" ] || [ ! -d "${mark%.built-from}" ] || return 0
    mkdir -p "$LOGS"
    say "Pulumi's $1 plugin: installing into $PULUMI_HOME"
    pulumi plugin install resource "$1" "$2" --reinstall --file "$folder/pulumi-resource-$1" >"$log" 2>&1 || {
        show_end_of "$log"
        fail "installing Pulumi's $1 plugin failed." "The whole output is in $log."
    }
    printf '%s' "$folder" >"$mark"
}
