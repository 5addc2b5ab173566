import assert from "node:assert/strict";
import { containerName } from "../../components/model/names";
import { preStopSeconds } from "../../components/model/timeouts";
import { kubectl } from "../engine/kubectl";
import { TestStack } from "../engine/stack";
import { core, endings, readyEndpoints, type Pod } from "./cluster";
import { post, Subscriber } from "./events";
import { configuration, fullName, itOfStandIn } from "./gateway";
import { inside } from "./inside";
import { fullMesh } from "./mesh";
import { until } from "./until";

const name = "pod";
const namespace = `rig-${name}`;

describe("a pod of a gateway", () => {
    let pod: Pod;
    const read = (script: string) => inside(namespace, pod.name, script);

    before(async () => {
        const stack = await TestStack.create(name, configuration({ "rig:replicas": 2 }));
        await stack.up();
        const [first] = await fullMesh(namespace, 2);
        assert.ok(first);
        pod = first;
    });

    describe("with its cookie, which", () => {
        let cookie: string;

        before(async () => {
            const secret = await core.readNamespacedSecret({ namespace, name: `${fullName}-cookie` });
            cookie = Buffer.from(secret.data?.cookie ?? "", "base64").toString();
            assert.match(cookie, /^[A-Za-z0-9]{48}$/);
        });

        it("is in the environment of the process, which nobody but its own user may read", async () => {
            const script = "tr '\\0' '\\n' </proc/1/environ; stat -c '%a %u' /proc/1/environ";
            const found = await read(script);
            assert.ok(found.includes(`NODE_COOKIE=${cookie}\n`));
            assert.match(found, /^400 1000$/m);
        });

        // RIG's own start script puts it there.
        itOfStandIn("is not on a command line, which every user of the node may read", async () => {
            const found = await read("cat /proc/[0-9]*/cmdline | tr '\\0' ' '");
            assert.ok(found.includes("standin"), "the search sees the node's command line");
            assert.ok(!found.includes(cookie));
        });

        it("is not in the logs", async () => {
            const log = await core.readNamespacedPodLog({ namespace, name: pod.name, container: containerName });
            assert.notEqual(log, "");
            assert.ok(!log.includes(cookie));
        });

        it("is in no file outside of the volume in memory", async () => {
            // The script has the cookie from the environment of the process, so that it isn't in its own words.
            const search =
                'find / -xdev -type f -print0 2>/dev/null | NEEDLE=$NODE_COOKIE xargs -0 bash -c \'grep -slF -- "$NEEDLE" "$@"\' _ || true';
            assert.equal(await read(search), "");
            const found = await read(
                `printf %s "$NODE_COOKIE" >/opt/sites/rig/var/x && grep -lF -- "$NODE_COOKIE" /opt/sites/rig/var/x; rm /opt/sites/rig/var/x`,
            );
            assert.match(found, /var\/x/, "the same search finds it where it is");
        });

        it("is nowhere in the pod but as a reference", async () => {
            assert.ok(!JSON.stringify(await core.readNamespacedPod({ namespace, name: pod.name })).includes(cookie));
        });
    });

    describe("when it is told to stop", () => {
        it("serves until its endpoints are withdrawn, gives open streams time, and ends in order in its grace period", async () => {
            const subscriber = await Subscriber.connect(pod.address);
            const ending = endings(namespace, pod.name);
            await kubectl("delete", "pod", pod.name, "-n", namespace, "--wait=false");
            const withdrawn = await until("its endpoints are withdrawn", async () =>
                (await readyEndpoints(namespace, fullName)).includes(pod.address) ? undefined : Date.now(),
            );
            const closed = await until("it takes no more connections", async () =>
                post(pod.address).then(
                    () => undefined,
                    () => Date.now(),
                ),
            );
            const served = (closed - withdrawn) / 1000;
            assert.ok(served > preStopSeconds / 2, `it served those who hadn't heard of it for ${served} s`);
            assert.ok((await subscriber.endOfStream()) >= closed, "the stream was open until then");
            // At the end of the grace period it would have been killed, which is 137.
            assert.deepEqual(await ending, { exitCode: 0, reason: "Completed" });
            await fullMesh(namespace, 2);
        });
    });
});
