/** What today's program changes in a recorded stack, and why. */
export interface Expected {
    /** Steps of the engine that aren't `same`, with the resource's name, such as `update gateway-settings`. */
    readonly changes: readonly string[];
    /** Whether the pods are replaced; CHANGELOG.md says so then, with the reason. */
    readonly restarts: boolean;
    /** Why, in a sentence. */
    readonly reason: string;
}

/** What every stack of before gets: the id in the names of groups at message brokers, which keeps those of before. */
const newId = "create gateway-broker-groups";

const onlyId: Expected = {
    changes: [newId],
    restarts: false,
    reason: "an id is made that tells groups at message brokers apart",
};

/** A stack with a cluster check, whose Job has the resources of the pods and looks for the release's own `erl`. */
const newCheck: Expected = {
    changes: [newId, "replace gateway-cluster-check"],
    restarts: false,
    reason: `${onlyId.reason}, and the cluster check has other resources and another script`,
};

/** A stack with API definitions, which are handed to RIG in another form. */
function rewritten(pods: string): Expected {
    return {
        changes: [newId, "replace gateway-cluster-check", "replace gateway-settings", "update gateway", pods],
        restarts: true,
        reason: "path_regex is anchored, and names of added headers are in lower case",
    };
}

/** By the recording's stack. What isn't here stays as it is. */
export const expected: Readonly<Record<string, Expected>> = {
    "c55fd26-applied": onlyId,
    "c55fd26-dev": onlyId,
    "c55fd26-prod": onlyId,
    "c55fd26-documents": rewritten("update gateway-deployment"),
    "c55fd26-settings": rewritten("update gateway-deployment"),
    "c55fd26-helm": rewritten("update gateway-release"),
    "c55fd26-existing": {
        changes: [...newCheck.changes, "update gateway-deployment"],
        restarts: true,
        reason: `where tokens are checked, readiness waits for the revoked ones; ${newCheck.reason}`,
    },
    "c55fd26-installed": newCheck,
    "c55fd26-two-gateways": {
        ...onlyId,
        changes: ["create browsers-broker-groups", "create partners-broker-groups"],
    },
};
