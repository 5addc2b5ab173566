import assert from "node:assert/strict";
import { defaultCatalogue } from "../../../../components/rig/versions";
import { problems } from "../../configuration";

/** What Distillery's scripts, the shell, the dynamic linker or the VM take from the environment, of each kind one. */
const startScript = [
    "DISTILLERY_PRECONFIGURE",
    "RUNNER_LOG_DIR",
    "VMARGS_PATH",
    "SRC_VMARGS_PATH",
    "DEST_VMARGS_PATH",
    "SYS_CONFIG_PATH",
    "SRC_SYS_CONFIG_PATH",
    "DEST_SYS_CONFIG_PATH",
    "REPLACE_OS_VARS",
    "EXTRA_OPTS",
    "EXTRA_CODE_PATHS",
    "ELIXIR_ERL_OPTIONS",
    "CODE_LOADING_MODE",
    "SCRIPT",
    "USE_HOST_ERTS",
    "ERTS_VSN",
    "ERL_OPTS",
    "ERL_LIBS",
    "ERL_EPMD_PORT",
    "RELEASE_ROOT_DIR",
    "RELEASE_READ_ONLY",
    "REL_NAME",
    "REL_VSN",
    "REL_DIR",
    "REL_LIB_DIR",
    "PRE_START_HOOKS",
    "LD_PRELOAD",
    "LD_LIBRARY_PATH",
    "BASH_ENV",
    "SHELLOPTS",
    "BASHOPTS",
];

describe("variables of the deployment, the start script and what runs it", () => {
    for (const name of startScript) {
        it(`${name} can be set nowhere`, () => {
            const message =
                "this variable belongs to the deployment or to the release's start script and can't be set.";
            assert.deepEqual(problems({ settings: { [name]: "x" } }), [`rig:settings.${name}: ${message}`]);
            assert.deepEqual(problems({ extraEnv: { [name]: "x" } }), [`rig:extraEnv.${name}: ${message}`]);
        });
    }

    it("are no others: what a shell reads only when somebody types, and names that end alike", () => {
        for (const name of ["ENV", "LANG", "TZ", "TERM", "MY_VMARGS_PATH", "AWS_ACCESS_KEY_ID", "RELAY", "LDAP_HOST"]) {
            assert.equal(defaultCatalogue.isReserved(name), false, name);
            assert.deepEqual(problems({ extraEnv: { [name]: "x" } }), []);
        }
    });
});
