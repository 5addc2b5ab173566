import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { identityIn } from "../components/model/names";
import { word } from "../components/model/shell";
import { shown, userError } from "../components/validation/problem";
import type { DesiredState } from "../deployed/desiredState";
import { resolvedValue } from "./resolvedValue";
import type { ClusterReader } from "../kubernetes/reader";

/** The cluster that a run deploys to. */
export interface Place {
    readonly context: string;
    /** Identifies the cluster; undefined when the user may not read it. */
    readonly uid: string | undefined;
}

/** The uid of `kube-system`, which identifies a cluster under whatever name and address. */
export async function clusterUid(reader: ClusterReader): Promise<string | undefined> {
    const found = await reader.find({ apiVersion: "v1", kind: "Namespace", name: "kube-system" });
    return typeof found === "string" ? undefined : found.uid;
}

/**
 * Refuses another cluster than the one that the stack was first deployed to, and another name of project or stack: with
 * either, Pulumi would replace what it can, and take objects that aren't there for unchanged.
 *
 * The state keeps the first cluster and names as the `keepers` of a random resource, whose changes an update ignores. Where
 * the user may not read the uid, objects of the gateway identify the cluster.
 *
 * @param isPresent Whether an object of this gateway is in the cluster.
 * @returns An output of the random resource, for what depends on it.
 * @throws RunError that names both clusters, or both names.
 */
export async function requireOrigin(
    place: Place,
    desired: DesiredState,
    isPresent: boolean,
): Promise<pulumi.Output<string>> {
    const { project, stack } = identityIn(desired, desired.gateway);
    const now = { project, stack, ...(place.uid && { cluster: place.uid }) };
    const first = new random.RandomId("origin", { byteLength: 8, keepers: now }, { ignoreChanges: ["keepers"] });
    const origin: Readonly<Record<string, string>> = (await resolvedValue(first.keepers)) ?? now;
    requireSameNames(origin, { project, stack }, desired);
    requireSameCluster(origin.cluster, place, desired, isPresent);
    return first.hex;
}

function requireSameNames(
    origin: Readonly<Record<string, string>>,
    now: Readonly<Record<"project" | "stack", string>>,
    desired: DesiredState,
): void {
    const changed = (["stack", "project"] as const).flatMap((what) => {
        const before = origin[what];
        return before === undefined || before === now[what] ? [] : [{ what, before }];
    });
    if (changed.length === 0) {
        return;
    }
    const commands = changed.map(
        ({ what, before }) => `pulumi config set --path '${desired.project}:instance.${what}' ${word(before)}`,
    );
    throw userError(
        `The gateway was first deployed as ${changed.map(({ what, before }) => `${what} ${before}`).join(" of ")}, and that is in the label of its pods, in its groups at message brokers and in its default namespace. ` +
            `As ${changed.map(({ what }) => `${what} ${now[what]}`).join(" of ")} it would be made anew, and the one that runs deleted. Nothing was changed. ` +
            `To go on with the one that runs: ${commands.join("; ")} (docs/ownership.md).`,
    );
}

function requireSameCluster(
    first: string | undefined,
    { context, uid }: Place,
    { stack }: DesiredState,
    isPresent: boolean,
): void {
    if (first === undefined || first === uid) {
        return;
    }
    const start = `Stack ${stack} was deployed to the cluster whose namespace kube-system has the uid ${first}.`;
    if (uid !== undefined) {
        throw userError(
            `${start} The context ${shown(context)} leads to another one: there it is ${uid}. Nothing was changed. ` +
                "Choose a context of the first cluster; for another cluster make another stack (pulumi stack init). " +
                "docs/ownership.md has what to do when the first cluster is gone, or nothing of the stack is there.",
        );
    }
    if (!isPresent) {
        throw userError(
            `${start} Whether the context ${shown(context)} leads there can't be seen: no object of the gateway is there, and the user of the kubeconfig may not read the namespace kube-system. Nothing was changed. ` +
                "Choose a context of the first cluster, or give the user the right to (get).",
        );
    }
}
