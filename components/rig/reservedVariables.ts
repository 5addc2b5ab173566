/**
 * Variables that belong to the deployment, to the release's start script (Distillery 2.1.1) or to what runs it: the
 * shell, the dynamic linker and the Erlang VM. Setting one breaks the start, the cluster, or the release's commands by
 * which `make check` and the command `members` ask a node.
 */
export const reservedVariables: readonly (string | RegExp)[] = [
    "NODE_HOST",
    "NODE_COOKIE",
    "DISCOVERY_TYPE",
    "DNS_NAME",
    "HOME",
    "PATH",
    "NAME",
    "NAME_TYPE",
    "COOKIE",
    "PEERNAME",
    "VMARGS_PATH",
    "SRC_VMARGS_PATH",
    "DEST_VMARGS_PATH",
    "SYS_CONFIG_PATH",
    "SRC_SYS_CONFIG_PATH",
    "DEST_SYS_CONFIG_PATH",
    "REPLACE_OS_VARS",
    "DISTILLERY_PRECONFIGURE",
    "RUNNER_LOG_DIR",
    "EXTRA_OPTS",
    "EXTRA_CODE_PATHS",
    "ELIXIR_ERL_OPTIONS",
    "RUN_ERL_ENV",
    "CODE_LOADING_MODE",
    "SCRIPT",
    "USE_HOST_ERTS",
    "VERBOSE",
    "DEBUG_BOOT",
    "ERTS_VSN",
    "BINDIR",
    "ROOTDIR",
    "EMU",
    "PROGNAME",
    "BASH_ENV",
    "BASHOPTS",
    "SHELLOPTS",
    /^ERL_/,
    /^RELEASE_/,
    /^REL_/,
    /^LD_/,
    /_HOOKS$/,
];

/** Whether the variable belongs to the deployment, so that a user can't set it. */
export function isReservedVariable(name: string): boolean {
    return reservedVariables.some((owned) => (typeof owned === "string" ? owned === name : owned.test(name)));
}
