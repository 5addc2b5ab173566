/**
 * Variables that belong to the deployment, to the release's start script (Distillery) or to the Erlang VM: setting one
 * breaks the start or the cluster.
 */
export const ownedVariables: readonly (string | RegExp)[] = [
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
    "SYS_CONFIG_PATH",
    "REPLACE_OS_VARS",
    "EXTRA_OPTS",
    "RUN_ERL_ENV",
    "CODE_LOADING_MODE",
    "SCRIPT",
    "VERBOSE",
    "DEBUG_BOOT",
    "ERTS_VSN",
    "BINDIR",
    "ROOTDIR",
    "EMU",
    "PROGNAME",
    /^ERL_/,
    /^RELEASE_/,
    /^REL_/,
    /_HOOKS$/,
];

/** Whether the variable belongs to the deployment, so that a user can't set it. */
export function isOwnedVariable(name: string): boolean {
    return ownedVariables.some((owned) => (typeof owned === "string" ? owned === name : owned.test(name)));
}
