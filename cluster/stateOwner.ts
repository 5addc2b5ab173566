import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { resolvedValue } from "./resolvedValue";

/** The id of the state: a random value that the state keeps, and that no other state has. */
export interface StateOwner {
    readonly id: pulumi.Output<string>;
    /** The id; undefined in the first preview. */
    readonly text: string | undefined;
    /** Whether this run makes the id. */
    readonly isNew: boolean;
}

/** Registers the id of the state. */
export async function stateOwner(): Promise<StateOwner> {
    const since = new Date().toISOString();
    const owner = new random.RandomId("owner", { byteLength: 8, keepers: { since } }, { ignoreChanges: ["keepers"] });
    const keepers = await resolvedValue(owner.keepers);
    return { id: owner.hex, text: await resolvedValue(owner.hex), isNew: keepers?.since === since };
}
