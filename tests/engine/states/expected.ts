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

/** The version whose states have no id of their own yet. */
const withoutIds = "c55fd26";

/** A stack with a cluster check: its script ends when one of its own commands fails, and it covers the policies themselves. */
const newScript: Expected = {
    changes: ["replace gateway-cluster-check"],
    restarts: false,
    reason: "the cluster check has another script, and runs again when a policy changes",
};

/** An older one, whose Job also gets the resources of the pods and looks for the release's own `erl`. */
const newCheck: Expected = {
    ...newScript,
    reason: "the cluster check has other resources and another script",
};

/** Where the settings lead to has a policy of its own. */
const destinations = ["create gateway-destinations-policy", "delete gateway-egress-policy"];

/** A stack with API definitions, which are handed to RIG in another form. */
function rewritten(policies: readonly string[], pods: readonly string[]): Expected {
    return {
        changes: [...policies, "replace gateway-cluster-check", "replace gateway-settings", "update gateway", ...pods],
        restarts: true,
        reason: "path_regex is anchored, and names of added headers are in lower case",
    };
}

/** The provider of a stack that was deployed with KUBECONFIG; its objects stay as they are. */
export const provider: Expected = {
    changes: ["update cluster"],
    restarts: false,
    reason: "the state no longer has KUBECONFIG, of which the plugin made a copy in the temporary folder",
};

/** The id in the names of groups at message brokers. Groups that pods are in stay. */
export const brokerGroups: Expected = {
    changes: ["create gateway-broker-groups"],
    restarts: false,
    reason: "an id tells groups at message brokers apart",
};

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
    if (recording.commit !== withoutIds) {
        return { changes: [...changes].sort(), restarts };
    }
    const notUpdated = changes.map((each) => each.replace(/^(replace|delete) /, "update "));
    // The example with two gateways has a provider of its own, and other names.
    const ofAll = recording.kind === twoGateways ? [] : [...provider.changes, ...brokerGroups.changes];
    const marked = marks(recording).filter((each) => !notUpdated.includes(each));
    const all = new Set([...ofAll, ...marked, ...changes]);
    return { changes: [...all].sort(), restarts };
}

/** By the recording's stack, beyond what all have. What isn't here stays as it is. */
export const expected: Readonly<Record<string, Expected>> = {
    "c55fd26-applied": {
        changes: destinations,
        restarts: false,
        reason: "where the settings lead to has a policy of its own",
    },
    "c55fd26-documents": rewritten(destinations, ["update gateway-deployment"]),
    "c55fd26-settings": rewritten(
        ["create gateway-destinations-policy"],
        ["update gateway-deployment", "update gateway-egress-policy"],
    ),
    "c55fd26-helm": rewritten(destinations, ["update gateway-release"]),
    "c55fd26-existing": {
        changes: [...destinations, ...newCheck.changes, "discard gateway-cookie", "update gateway-deployment"],
        restarts: true,
        reason: `where tokens are checked, readiness waits for the revoked ones, the existing cookie is read under another name, and ${newCheck.reason}`,
    },
    "c55fd26-installed": newCheck,
    "c55fd26-two-gateways": {
        ...brokerGroups,
        changes: ["create browsers-broker-groups", "create partners-broker-groups"],
    },
    "1f93067-documents": newScript,
    "1f93067-existing": newScript,
    "1f93067-helm": newScript,
    "1f93067-installed": newScript,
    "1f93067-settings": newScript,
};
