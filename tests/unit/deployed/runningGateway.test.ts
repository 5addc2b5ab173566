import assert from "node:assert/strict";
import { runningGateway } from "../../../deployed/runningGateway";
import type { ClusterReader, FoundObject, ListedObject, Lookup } from "../../../kubernetes/reader";
import type { ReleaseLookup } from "../../../kubernetes/helmRelease";
import type { GatewayArgs, RunningArgs } from "../../../components";
import { instanceLabel } from "../../../components/model/names";
import { rotationProblems } from "../../../preflight/cookieRotation";

const identity = { project: "rig", stack: "dev", namespace: "rig-dev" };
const labels = { "app.kubernetes.io/instance": instanceLabel({ project: "rig", stack: "dev", name: "rig" }) };

const env = [{ name: "NODE_COOKIE", valueFrom: { secretKeyRef: { name: "s", key: "cookie" } } }];

const usable = "aB".repeat(16);

const cookieSecret = (text: string, key = "cookie"): FoundObject => ({
    labels: {},
    data: { [key]: Buffer.from(text).toString("base64") },
});

/** Of a Deployment whose controller has seen the template, and made all pods of it. */
const complete = { observedGeneration: 7, updatedReplicas: 2, availableReplicas: 2 };

const deployment = (strategy: string, status: Record<string, unknown> = complete): FoundObject => ({
    labels,
    data: {},
    generation: 7,
    annotations: { "checksum/arguments": "0a" },
    spec: {
        replicas: 2,
        selector: { matchLabels: { a: "b", c: "d" } },
        strategy: { type: strategy },
        template: {
            metadata: { annotations: { "checksum/cookie": "1b", "rig/cookie-rotation": "3" } },
            spec: { containers: [{ name: "rig", env }] },
        },
    },
    status,
});

/** A pod or ReplicaSet with the cookie of this number. */
const withCookie = (number: string, replicas?: number): ListedObject => {
    const annotations = { "rig/cookie-rotation": number };
    return replicas === undefined
        ? { name: "p", labels, data: {}, annotations }
        : { name: "r", labels, data: {}, spec: { replicas, template: { metadata: { annotations } } } };
};

type Listed = Partial<Record<string, readonly ListedObject[] | "forbidden">>;

function look(
    found: Lookup,
    release?: ReleaseLookup,
    listed: Listed = {},
    secret: Lookup = cookieSecret(usable),
): Promise<RunningArgs | undefined> {
    const reader: ClusterReader = {
        minorVersion: 36,
        find: ({ kind, name }) => Promise.resolve(kind === "Deployment" ? found : name === "s" ? secret : "absent"),
        findAll: ({ kind }, selector) => {
            assert.equal(selector, "a=b,c=d");
            return Promise.resolve(listed[kind] ?? []);
        },
    };
    return runningGateway(reader, { ...identity, gateway: {}, release });
}

describe("what the pods were deployed with", () => {
    it("is read from the gateway's own Deployment only", async () => {
        assert.equal(await look("absent"), undefined);
        assert.equal(await look("forbidden"), undefined);
        assert.equal(await look({ ...deployment("RollingUpdate"), labels: {} }), undefined);
        assert.deepEqual(await look(deployment("RollingUpdate")), {
            cookieRotation: 3,
            rotating: false,
            cookieSecret: { name: "s", key: "cookie" },
            cookie: usable,
            cookieFingerprint: "1b",
            argumentsFingerprint: "0a",
        });
    });

    it("says when the Secret has no usable cookie any more, which isn't known where it may not be read", async () => {
        const lost = async (secret: Lookup) =>
            (await look(deployment("RollingUpdate"), undefined, {}, secret))?.cookieLost;
        const all = ["absent", cookieSecret(usable, "other"), cookieSecret("short"), "forbidden"] as const;
        assert.deepEqual(await Promise.all(all.map(lost)), [true, true, true, undefined]);
    });

    it("is number 0 in a Deployment that says nothing of it", async () => {
        assert.deepEqual(await look({ labels, data: {}, spec: { replicas: 1 } }), {
            cookieRotation: 0,
            rotating: false,
        });
    });

    const unseen = { ...complete, observedGeneration: 6 };
    const withoutNew = { ...complete, updatedReplicas: 0 };
    const isRotating = async (found: FoundObject, listed?: Listed) => (await look(found, undefined, listed))?.rotating;

    it("is a rotation that isn't complete while pods of another cookie may run", async () => {
        for (const status of [unseen, withoutNew, {}]) {
            const found = deployment("Recreate", status);
            assert.equal(await isRotating(found, { Pod: [withCookie("3"), withCookie("2")] }), true);
            assert.equal(await isRotating(found, { ReplicaSet: [withCookie("2", 1)] }), true);
            assert.equal(await isRotating(found, { Pod: "forbidden" }), true);
            assert.equal(await isRotating(found, { ReplicaSet: "forbidden" }), true);
            assert.equal(
                await isRotating(found, {
                    Pod: [withCookie("3")],
                    ReplicaSet: [withCookie("3", 2), withCookie("2", 0)],
                }),
                false,
            );
        }
    });

    it("is no rotation when a pod isn't ready, or when someone else has set the strategy", async () => {
        const others = { Pod: "forbidden" } as const;
        assert.equal(await isRotating(deployment("Recreate", { ...complete, availableReplicas: 1 }), others), false);
        assert.equal(await isRotating(deployment("RollingUpdate", withoutNew), others), false);
        const never = deployment("Recreate", withoutNew);
        assert.equal(await isRotating({ ...never, spec: { ...never.spec, template: {} } }, others), false);
    });
});

describe("a rotation by Helm", () => {
    const name = "rig-reactive-interaction-gateway";
    const release = (number: string): ReleaseLookup => ({
        revision: 3,
        status: "failed",
        objects: [
            {
                kind: "Deployment",
                metadata: { name },
                spec: { template: { metadata: { annotations: { "rig/cookie-rotation": number } } } },
            },
        ],
        latestObjects: [],
        parts: [],
        earlierParts: [],
    });

    it("isn't complete as long as Helm would go back to another cookie", async () => {
        const rotating = async (number: string) => (await look(deployment("Recreate"), release(number)))?.rotating;
        assert.deepEqual([await rotating("2"), await rotating("3")], [true, false]);
        assert.equal((await look(deployment("Recreate"), "absent"))?.rotating, false);
        assert.equal((await look(deployment("RollingUpdate"), release("2")))?.rotating, false);
    });
});

describe("the cookie's number", () => {
    const problems = (cookie: GatewayArgs["cookie"], running?: RunningArgs) =>
        rotationProblems({ ...identity, gateway: { cookie }, running }).map(({ path, message }) =>
            [...path, message].join(" "),
        );
    const running = { cookieRotation: 2, argumentsFingerprint: "0a" };

    it("goes up only", () => {
        assert.match(
            String(problems({ rotation: 1 }, running)),
            /^cookie rotation 1 is not allowed: .* Allowed: 2, or more/,
        );
        assert.match(String(problems(undefined, running)), /it is missing: the pods have cookie number 2/);
        assert.deepEqual(problems({ rotation: 2 }, running), []);
        assert.deepEqual(problems({ rotation: 7 }, running), []);
    });

    it("needs a record of the arguments to go up, and none to begin with", () => {
        assert.match(
            String(problems({ rotation: 1 }, { cookieRotation: 0 })),
            /First set cookie\.rotation to 0, and run pulumi up/,
        );
        assert.deepEqual(problems({ rotation: 0 }, { cookieRotation: 0 }), []);
        assert.deepEqual(problems({ rotation: 5 }), []);
    });
});
