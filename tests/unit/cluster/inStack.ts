import * as pulumi from "@pulumi/pulumi";
import { isRecord } from "../../../components/validation/record";

/** Runs as a program of a stack whose state has these properties of resources by their names. */
export async function inStack(
    state: Readonly<Record<string, object>>,
    program: () => Promise<unknown>,
    preview = false,
) {
    await pulumi.runtime.setMocks(
        {
            newResource: ({ name, inputs }) => ({
                id: `${name}-id`,
                state: { ...(isRecord(inputs) ? inputs : {}), ...state[name] },
            }),
            call: () => ({}),
        },
        "rig",
        "dev",
        preview,
    );
    await program();
    await pulumi.runtime.disconnect();
}
