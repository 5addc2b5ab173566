# Node.js and the npm packages.
# shellcheck shell=bash

require_nodejs() {
    local found
    { command -v node && command -v npm; } >/dev/null ||
        fail "Node.js with npm is needed, version $NODE_MIN or newer, and isn't on PATH." "Install it, for instance from https://nodejs.org."
    found=$(node --version)
    version_at_least "$found" "$NODE_MIN" ||
        fail "Node.js $found is too old: $NODE_MIN or newer is needed." "Install a newer one, for instance from https://nodejs.org."
}

# npm writes node_modules/.package-lock.json last, so an interrupted installation lacks it.
npm_packages_installed() {
    [ -e node_modules/.package-lock.json ] && ! [ package-lock.json -nt node_modules/.package-lock.json ]
}

install_npm_packages() {
    local log=$LOGS/npm.log
    say "npm packages: installing (usually less than a minute)"
    mkdir -p "$LOGS"
    # The install script of the Kubernetes package would download its plugin into the user's own Pulumi folder.
    run_job_with_heartbeat "npm packages" "$log" npm ci --ignore-scripts --no-audit --no-fund || {
        show_log_tail "$log"
        fail "npm ci failed." "Its output is in $log."
    }
}

provide_npm_packages() {
    require_nodejs
    npm_packages_installed || install_npm_packages
}
