import assert from "node:assert/strict";
import { kubectl, namespaceExists, object } from "./kubectl";
import { failure, TestStack, type Configuration } from "./stack";

const namespace = "rig-checked";
const job = "rig-reactive-interaction-gateway-check";
const given = (more: Configuration = {}) => ({
    "rig:replicas": 2,
    "rig:minReadySeconds": 0,
    "rig:clusterCheck": true,
    ...more,
});

// Here pods are simulated, and a Job's pod ends well without having run: what the check sees, tests/nodes shows.
describe("the Job of the cluster check", () => {
    let stack: TestStack;

    const uid = async () => (await object(namespace, "job", job)).metadata.uid;
    const isClean = async () => {
        assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
    };

    before(async () => {
        stack = await TestStack.create("checked", given());
        await stack.up();
    });

    it("is waited for, stays, and is nothing to do for the next preview, after a refresh, too", async () => {
        const status = await kubectl("get", "job", job, "-n", namespace, "-o", "jsonpath={.status.succeeded}");
        assert.equal(status, "1");
        await isClean();
        await stack.refresh();
        await isClean();
    });

    it("is replaced when the Deployment changes, as the preview says", async () => {
        const before = await uid();
        stack.configure(given({ "rig:replicas": 3 }));
        const [previewed, done] = [await stack.preview(), await stack.up()];
        for (const { changes } of [previewed, done]) {
            const { same: _, ...others } = changes;
            // The component's own record of its arguments is an update, too.
            assert.deepEqual(others, { update: 2, replace: 1 });
        }
        assert.notEqual(await uid(), before);
        await isClean();
    });

    it("is replaced when a policy changes, and not for anything else", async () => {
        const [before, policy] = [await uid(), { "rig:networkPolicy": { dns: { ports: [{ port: 53 }] } } }];
        stack.configure(given({ "rig:replicas": 3, ...policy }));
        assert.equal((await stack.up()).changes.replace, 1);
        const after = await uid();
        assert.notEqual(after, before);
        stack.configure(given({ "rig:replicas": 3, ...policy, "rig:protect": true }));
        await stack.up();
        assert.equal(await uid(), after);
    });

    it("is all that goes when a protected stack is destroyed, and comes again", async () => {
        assert.match(await failure(stack.destroy()), /protected/);
        await assert.rejects(object(namespace, "job", job), /not found/);
        const { changes } = await stack.up();
        assert.deepEqual(Object.keys(changes).sort(), ["create", "same"]);
        assert.equal(changes.create, 1);
        await isClean();
    });

    it("goes when it is switched off, with its policies", async () => {
        stack.configure({ "rig:replicas": 3, "rig:minReadySeconds": 0 });
        const { changes } = await stack.up();
        assert.equal(changes.delete, 3);
        const left = await kubectl("get", "jobs,networkpolicies", "-n", namespace, "-o", "name");
        assert.doesNotMatch(left, /check|admin/);
        await stack.destroy();
        assert.equal(await namespaceExists(namespace), false);
    });
});
