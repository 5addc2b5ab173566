import assert from "node:assert/strict";
import { at } from "../unit/at";
import { namespaceExists, object, objects } from "./kubectl";
import { TestStack } from "./stack";

const name = "run-as";
const namespace = `rig-${name}`;
const full = "rig-reactive-interaction-gateway";
const resources = { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128e6" } };
const given = (runAs: object) => ({
    "rig:replicas": 1,
    "rig:minReadySeconds": 0,
    "rig:clusterCheck": { resources },
    "rig:runAs": runAs,
});

// The namespace admits pods of the level `restricted` only.
describe("the user of the pods", () => {
    let stack: TestStack;

    const userOf = async (kind: string, of: string) => {
        const security = at(await object(namespace, kind, of), "spec", "template", "spec", "securityContext");
        return ["runAsUser", "runAsGroup", "fsGroup"].map((key) => at(security, key));
    };
    const isClean = async () => {
        assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
    };

    after(async () => {
        await stack.destroy();
        assert.equal(await namespaceExists(namespace), false);
    });

    it("may be left to the platform, for the gateway and its check, whose resources may be its own", async () => {
        stack = await TestStack.create(name, given({ assignedByPlatform: true }));
        await stack.up();
        for (const [kind, found] of [
            ["deployment", full],
            ["job", `${full}-check`],
        ] as const) {
            assert.deepEqual(await userOf(kind, found), [undefined, undefined, undefined], kind);
        }
        const job = await object(namespace, "job", `${full}-check`);
        assert.deepEqual(at(job, "spec", "template", "spec", "containers", 0, "resources"), {
            ...resources,
            limits: { memory: "128M" },
        });
        await isClean();
    });

    it("may be another one than the image's, and replaces the pods", async () => {
        stack.configure(given({ user: 1000650000, group: 0, fsGroup: 1000650001 }));
        await stack.up();
        assert.deepEqual(await userOf("deployment", full), [1000650000, 0, 1000650001]);
        assert.deepEqual(await userOf("job", `${full}-check`), [1000650000, 0, 1000650001]);
        const pods = await objects(namespace, "pods", "-l", "app.kubernetes.io/component=gateway");
        assert.ok(pods.some((pod) => at(pod, "spec", "securityContext", "runAsUser") === 1000650000));
        await isClean();
    });
});
