import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { kubectl, kubectlWith } from "../engine/kubectl";
import { TestStack } from "../engine/stack";
import { core, ofRig, pods, type Pod } from "./cluster";
import { configuration } from "./gateway";
import { inside } from "./inside";
import { fullMesh } from "./mesh";
import { until } from "./until";

const name = "healing";
const namespace = `rig-${name}`;
const replicas = 3;
const rounds = 20;

/** The id on this machine of a pod's node, which is process 1 of its container, from the container's control group. */
async function nodeProcess(pod: Pod): Promise<number> {
    const { status } = await core.readNamespacedPod({ namespace, name: pod.name });
    const container = ofRig(status?.containerStatuses)?.containerID?.replace("containerd://", "") ?? "none";
    const group = join(String(process.env.RIG_NODE_CONTROL_GROUP), "kubepods");
    const [folder = ""] = execFileSync("find", [group, "-type", "d", "-name", container], { encoding: "utf8" }).split(
        "\n",
    );
    const found = readFileSync(join(folder, "cgroup.procs"), "utf8").trim().split("\n").find(isFirst);
    assert.ok(found, "the container has a first process");
    return Number(found);
}

/** Whether a process is the first in its own namespace. One that has ended meanwhile isn't. */
function isFirst(id: string): boolean {
    try {
        return /^NSpid:.*\t1$/m.test(readFileSync(`/proc/${id}/status`, "utf8"));
    } catch {
        return false;
    }
}

/**
 * Takes all memory of a container, in so many processes that the node is the largest by far, which is the one that the kernel
 * ends then.
 */
const exhaustMemory = `
    echo 1000 >/proc/1/oom_score_adj
    take() { local taken=memory i; for i in {1..19}; do taken=$taken$taken; done; sleep 60; }
    for each in {1..200}; do take & done
    wait`;

/** A pod's container has ended and was started again. */
const restarted = (pod: Pod) =>
    until(`${pod.name} is started again`, async () =>
        (await pods(namespace)).some(({ uid, restarts }) => uid === pod.uid && restarts > pod.restarts),
    );

/** A pod is replaced. */
const replaced = (pod: Pod) =>
    until(`${pod.name} is going`, async () => (await pods(namespace)).every(({ uid }) => uid !== pod.uid));

/** What happens to pods, each until it shows. */
const accidents: Record<string, (pod: Pod) => Promise<unknown>> = {
    "kill -9": async (pod) => {
        process.kill(await nodeProcess(pod), "SIGKILL");
        await restarted(pod);
    },
    deletion: async (pod) => {
        await kubectl("delete", "pod", pod.name, "-n", namespace, "--wait=false");
        await replaced(pod);
    },
    "force deletion": async (pod) => {
        await kubectl("delete", "pod", pod.name, "-n", namespace, "--grace-period=0", "--force");
        await replaced(pod);
    },
    eviction: async (pod) => {
        const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name: pod.name, namespace } };
        await kubectlWith(eviction, "create", "--raw", `/api/v1/namespaces/${namespace}/pods/${pod.name}/eviction`);
        await replaced(pod);
    },
    OOM: async (pod) => {
        // These end with the container.
        const exhausted = inside(namespace, pod.name, exhaustMemory).catch(() => undefined);
        await restarted(pod);
        await exhausted;
        const { status } = await core.readNamespacedPod({ namespace, name: pod.name });
        assert.equal(ofRig(status?.containerStatuses)?.lastState?.terminated?.reason, "OOMKilled");
    },
};

/** Each accident as often as the others, in random order. */
function randomOrder(): string[] {
    const names = Object.keys(accidents);
    return Array.from({ length: rounds }, (_, round) => names[round % names.length] ?? "")
        .map((accident) => ({ accident, order: Math.random() }))
        .sort((one, other) => one.order - other.order)
        .map(({ accident }) => accident);
}

describe("the nodes of a gateway", () => {
    before(async () => {
        const stack = await TestStack.create(name, configuration({ "rig:replicas": replicas }));
        await stack.up();
    });

    randomOrder().forEach((accident, round) => {
        it(`form a full mesh again after ${accident}, round ${round + 1}`, async () => {
            const found = await fullMesh(namespace, replicas);
            // A container that has ended before is started again later and later.
            const [victim] = found.sort((one, other) => one.restarts - other.restarts);
            assert.ok(victim);
            const start = Date.now();
            await accidents[accident]?.(victim);
            await fullMesh(namespace, replicas);
            console.log(`      after ${accident}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
        });
    });
});
