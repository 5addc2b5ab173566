import assert from "node:assert/strict";
import { failure, TestStack, type Configuration } from "../engine/stack";
import { pods } from "./cluster";
import { configuration, image } from "./gateway";
import { fullMesh } from "./mesh";

const name = "failures";
const namespace = `rig-${name}`;
const good = configuration({ "rig:replicas": 2 });

/** Each mistake, and what the error of `up` has to say of it. */
const mistakes: Record<string, { change: Configuration; reason: RegExp }> = {
    "an image that can't be pulled": {
        change: { "rig:image": { ...image, tag: "no-such-tag" } },
        reason: new RegExp(`\\[(ErrImagePull|ImagePullBackOff)\\].*${String(image.repository)}:no-such-tag`),
    },
    // RIG looks for the file when it starts, and ends with what it hasn't found as its last words.
    "a crash at boot": {
        change: { "rig:settings": { KINESIS_ENABLED: true, KINESIS_OTP_JAR: "/nowhere/OtpErlang.jar" } },
        reason: /exit code 1[^]*Could not find OtpErlang\.jar[^]*\/nowhere/,
    },
};

describe("a deployment that can't succeed", () => {
    let stack: TestStack;

    before(async () => {
        stack = await TestStack.create(name, good);
        await stack.up();
        await fullMesh(namespace, 2);
    });

    /** Uids of the pods that are ready. */
    const readyPods = async () => (await pods(namespace)).flatMap(({ ready, uid }) => (ready ? uid : [])).sort();

    for (const [mistake, { change, reason }] of Object.entries(mistakes)) {
        it(`because of ${mistake}, fails in time with the pod's reason, and leaves the old pods at work`, async () => {
            const before = await readyPods();
            assert.equal(before.length, 2);
            stack.configure({ ...good, ...change, "rig:deployTimeout": 30 });
            const message = await failure(stack.up());
            assert.match(message, /timed out waiting to be Ready/, "it ends by the deploy timeout");
            assert.match(message, reason);
            assert.deepEqual(await readyPods(), before);
        });
    }

    it("because of a Secret that isn't there, fails and names it, and leaves the old pods at work", async () => {
        const before = await readyPods();
        assert.equal(before.length, 2);
        const extraEnv = { TOKEN: { existingSecret: { name: "nowhere", key: "token" } } };
        stack.configure({ ...good, "rig:extraEnv": extraEnv, "rig:deployTimeout": 15 });
        assert.match(
            await failure(stack.up()),
            /Secret rig-failures\/nowhere: it doesn't exist, and TOKEN is taken from it/,
        );
        assert.deepEqual(await readyPods(), before);
    });

    it("is healed by the next one", async () => {
        stack.configure(good);
        await stack.up();
        await fullMesh(namespace, 2);
        assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
    });
});
