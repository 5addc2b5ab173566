import assert from "node:assert/strict";
import { runningGateway } from "../../../deployed/runningGateway";
import type { ClusterReader, FoundObject, Lookup } from "../../../kubernetes/reader";
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

const deployment = (strategy: string, availableReplicas: number | undefined): FoundObject => ({
    labels,
    data: {},
    annotations: { "checksum/arguments": "0a" },
    spec: {
        replicas: 2,
        strategy: { type: strategy },
        template: {
            metadata: { annotations: { "checksum/cookie": "1b", "rig/cookie-rotation": "3" } },
            spec: { containers: [{ name: "rig", env }] },
        },
    },
    status: { ...(availableReplicas !== undefined && { availableReplicas }) },
});

function look(
    found: Lookup,
    release?: ReleaseLookup,
    secret: Lookup = cookieSecret(usable),
): Promise<RunningArgs | undefined> {
    const reader: ClusterReader = {
        minorVersion: 36,
        find: ({ kind, name }) => Promise.resolve(kind === "Deployment" ? found : name === "s" ? secret : "absent"),
        findAll: () => Promise.resolve([]),
    };
    return runningGateway(reader, { ...identity, gateway: {}, release });
}

describe("what the pods were deployed with", () => {
    it("is read from the gateway's own Deployment only", async () => {
        assert.equal(await look("absent"), undefined);
        assert.equal(await look("forbidden"), undefined);
        assert.equal(await look({ ...deployment("RollingUpdate", 2), labels: {} }), undefined);
        assert.deepEqual(await look(deployment("RollingUpdate", 1)), {
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
            (await look(deployment("RollingUpdate", 2), undefined, secret))?.cookieLost;
        const all = ["absent", cookieSecret(usable, "other"), cookieSecret("short"), "forbidden"] as const;
        assert.deepEqual(await Promise.all(all.map(lost)), [true, true, true, undefined]);
    });

    it("is number 0 in a Deployment that says nothing of it", async () => {
        assert.deepEqual(await look({ labels, data: {}, spec: { replicas: 1 } }), {
            cookieRotation: 0,
            rotating: false,
        });
    });

    it("is a rotation that isn't complete until all pods are there", async () => {
        const rotating = async (available: number | undefined) =>
            (await look(deployment("Recreate", available)))?.rotating;
        assert.deepEqual([await rotating(undefined), await rotating(1), await rotating(2)], [true, true, false]);
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
        const rotating = async (number: string) => (await look(deployment("Recreate", 2), release(number)))?.rotating;
        assert.deepEqual([await rotating("2"), await rotating("3")], [true, false]);
        assert.equal((await look(deployment("Recreate", 2), "absent"))?.rotating, false);
        assert.equal((await look(deployment("RollingUpdate", 2), release("2")))?.rotating, false);
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
