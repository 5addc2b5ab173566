import { at } from "../../unit/at";
import { twoGateways, type Recording } from "./recordings";

/** What today's program changes in a recorded stack, and why. */
export interface Expected {
    /** Steps of the engine that aren't `same`, with the resource's name, such as `update gateway-settings`. */
    readonly changes: readonly string[];
    /** Whether the pods are replaced; CHANGELOG.md says so then, with the reason. */
    readonly restarts: boolean;
    /** Why, in a sentence. */
    readonly reason: string;
}

/** A stack with a cluster check, whose Job has the resources of the pods and looks for the release's own `erl`. */
const newCheck: Expected = {
    changes: ["replace gateway-cluster-check"],
    restarts: false,
    reason: "the cluster check has other resources and another script",
};

/** A stack with API definitions, which are handed to RIG in another form. */
function rewritten(pods: string): Expected {
    return {
        changes: ["replace gateway-cluster-check", "replace gateway-settings", "update gateway", pods],
        restarts: true,
        reason: "path_regex is anchored, and names of added headers are in lower case",
    };
}

/**
 * What changes since the state of the program's own stacks has an id, which is written onto each object outside of a
 * release, and no pod's template: an update in place.
 */
function marks(recording: Recording): string[] {
    if (recording.kind === twoGateways) {
        return [];
    }
    const objects = recording.resources().filter((resource) => {
        const type = String(at(resource, "type"));
        const isRead = at(resource, "external") === true;
        return type.startsWith("kubernetes:") && type !== "kubernetes:helm.sh/v3:Release" && !isRead;
    });
    const updates = objects.map((resource) => `update ${String(String(at(resource, "urn")).split("::").at(-1))}`);
    return ["create origin", "create owner", "update gateway", ...updates];
}

/** The steps of an upgrade of this recording, in order, and whether its pods are replaced. */
export function expectedChanges(recording: Recording): Pick<Expected, "changes" | "restarts"> {
    const { changes, restarts } = expected[recording.stack] ?? { changes: [], restarts: false };
    const replaced = changes
        .filter((each) => each.startsWith("replace "))
        .map((each) => each.replace("replace ", "update "));
    const all = new Set([...marks(recording).filter((each) => !replaced.includes(each)), ...changes]);
    return { changes: [...all].sort(), restarts };
}

/** By the recording's stack, beyond what all have. What isn't here stays as it is. */
export const expected: Readonly<Record<string, Expected>> = {
    "c55fd26-documents": rewritten("update gateway-deployment"),
    "c55fd26-settings": rewritten("update gateway-deployment"),
    "c55fd26-helm": rewritten("update gateway-release"),
    "c55fd26-existing": newCheck,
    "c55fd26-installed": newCheck,
};
