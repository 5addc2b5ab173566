# Finds the tools that a command needs, on PATH or in the cache, and builds the missing ones.
# shellcheck shell=bash

. toolchain/lib/recipes.sh

PULUMI_TOOLS="pulumi pulumi-kubernetes pulumi-random"
SIMULATED_CLUSTER_TOOLS="etcd kubernetes kubectl kwok"
REAL_CLUSTER_TOOLS="etcd kubernetes kubectl kubelet containerd coredns node-agent"
# Their recipes look beside the Pulumi CLI, so they come after it.
TEST_TOOLS="language-yaml helm"

export PULUMI_HOME=$CACHE/pulumi-home PULUMI_SKIP_UPDATE_CHECK=true
unset PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION

# find_tools TOOL…: puts the tools of the cache on PATH, and sets $MISSING_TOOLS to those that neither PATH nor cache has.
find_tools() {
    local tool folder built=""
    MISSING_TOOLS=""
    # A shell of "make env" has the cache's folders on PATH. They don't count as tools of the user's own.
    PATH=$(printf '%s' "$PATH" | awk -v RS=: -v cache="$CACHE/" 'index($0, cache) != 1 { printf "%s%s", separator, $0; separator = ":" }')
    for tool in "$@"; do
        load_recipe "$tool"
        ! tool_fits || continue
        folder=$(tool_folder "$tool")
        [ -d "$folder" ] || MISSING_TOOLS="$MISSING_TOOLS $tool"
        # install_plugins installs the plugins; Pulumi warns of plugins on PATH.
        case $tool in pulumi-*) ;; *) built="$built$folder:" ;; esac
    done
    PATH=$built$PATH
    export PATH
    # When a built plugin is missing, an error is better than a download.
    [ "$pulumi_from_path" = yes ] || export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true
}

# provide_tools TOOL…: finds the tools, and builds the missing ones.
provide_tools() {
    find_tools "$@"
    [ -z "$MISSING_TOOLS" ] || build_missing_tools
    [ "$pulumi_from_path" = yes ] || install_plugins
}

build_missing_tools() {
    local tool minutes=0 megabytes=0 titles=""
    STEPS=0
    for tool in $MISSING_TOOLS; do
        load_recipe "$tool"
        STEPS=$((STEPS + 1)) minutes=$((minutes + tool_minutes)) megabytes=$((megabytes + tool_megabytes))
        titles="$titles${titles:+, }$tool_title"
    done
    say "Not on PATH (or of another version) and not built yet: $titles." \
        "They will be built from Go modules, once, into $CACHE:" \
        "up to $minutes minutes on two cores and, with Go's own caches, up to $(gigabytes "$megabytes") GB of disk."
    require_go
    require_disk_space "$megabytes"
    for tool in $MISSING_TOOLS; do
        load_recipe "$tool"
        build_tool "$tool"
    done
}

build_tool() {
    local log=$LOGS/$1.log
    step "$tool_title: building (usually $tool_minutes min)"
    run_job_with_heartbeat "$tool_title" "$log" toolchain/libexec/build-tool.sh "$1" || {
        show_log_tail "$log"
        fail "building $tool_title failed." "The whole output is in $log." \
            "Run the same make command again to continue: the tools that are built stay built." "$ALTERNATIVE_TO_BUILDING"
    }
}

ALTERNATIVE_TO_BUILDING="Or build nothing: with a Pulumi CLI of $PULUMI_MIN or newer on PATH, and a cluster of yours (make up CONTEXT=name)."

require_go() {
    local found
    command -v go >/dev/null || fail "Go is needed to build them, version $GO_MIN or newer, and isn't on PATH." \
        "Install it, for instance from https://go.dev/dl." "$ALTERNATIVE_TO_BUILDING"
    found=$(go version | awk '{ print $3 }')
    version_at_least "${found#go}" "$GO_MIN" || fail "Go ${found#go} is too old: $GO_MIN or newer is needed." \
        "Install a newer one, for instance from https://go.dev/dl." "$ALTERNATIVE_TO_BUILDING"
}

# require_disk_space MEGABYTES
require_disk_space() {
    local folder free
    mkdir -p "$CACHE" "$LOGS"
    for folder in "$CACHE" "$(go env GOCACHE)" "$(go env GOMODCACHE)"; do
        while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
        free=$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')
        [ "$free" -ge "$1" ] || fail "only $(gigabytes "$free") GB are free in $folder, $(gigabytes "$1") GB are needed." \
            "Make room there." "$ALTERNATIVE_TO_BUILDING"
    done
}

gigabytes() { awk -v megabytes="$1" 'BEGIN { printf "%.1f", megabytes / 1024 }'; }

# Pulumi finds plugins in its home only.
install_plugins() {
    install_plugin kubernetes "$PULUMI_KUBERNETES_VERSION"
    install_plugin random "$PULUMI_RANDOM_VERSION"
}

# install_plugin NAME VERSION: the file built-from beside the installed plugin names the build that it comes from.
install_plugin() {
    local folder built_from log=$LOGS/plugin-$1.log
    load_recipe "pulumi-$1"
    folder=$(tool_folder "pulumi-$1")
    built_from=$PULUMI_HOME/plugins/resource-$1-v$2.built-from
    [ ! -e "$built_from" ] || [ "$(cat "$built_from")" != "$folder" ] || [ ! -d "${built_from%.built-from}" ] || return 0
    mkdir -p "$LOGS"
    say "Pulumi's $1 plugin: installing into $PULUMI_HOME"
    pulumi plugin install resource "$1" "$2" --reinstall --file "$folder/pulumi-resource-$1" >"$log" 2>&1 || {
        show_log_tail "$log"
        fail "installing Pulumi's $1 plugin failed." "The whole output is in $log."
    }
    printf '%s' "$folder" >"$built_from"
}
