import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { TestStack } from "../stack";
import { ControlPlane } from "./controlPlane";
import { assertWhole, describeFault, gateway, small, gatewayPods } from "./fault";
import { History } from "./history";
import { Neighbours } from "./neighbours";
import { follow, pulumi, start, unattendedUp } from "./pulumi";

const name = "control-plane";
const namespace = `rig-${name}`;
const configuration = (version: number) => ({ ...small(version), "rig:createNamespace": false });
let plane: ControlPlane;
let neighbours: Neighbours;
let stack: TestStack;

before(async function () {
    this.timeout(600_000);
    plane = await ControlPlane.start();
    neighbours = await Neighbours.create(namespace);
    stack = await TestStack.create(name, configuration(1));
    await follow(stack, ["pulumi up"]);
});

after(async function () {
    this.timeout(600_000);
    await plane.remove();
});

/** Stops the API server for a while. What has happened until then, and what happens afterwards, keeps the rules. */
async function interrupt(history: History, whileAway: () => Promise<void>): Promise<History> {
    await history.check(gateway, 2);
    await plane.run("stop_api_server");
    await whileAway();
    await plane.run("start_api_server");
    return History.begin(namespace);
}

describeFault("apiServer", (fault) => {
    it("goes on by itself where it waits for pods", async () => {
        stack.configure({ ...configuration(2), "rig:minReadySeconds": 10 });
        const before = await History.begin(namespace);
        const up = start(stack, "up");
        await up.says("Waiting for app ReplicaSet");
        const history = await interrupt(before, () => setTimeout(5_000));
        const { code, text } = await up.ended;
        assert.equal(code, 0, text);
        await history.check(gateway, 2);
        await assertWhole(stack);
    });

    it("is done by the next one where it can't go on", async () => {
        stack.configure(configuration(3));
        const before = await History.begin(namespace);
        const up = start(stack, "up");
        await up.says("creating replacement");
        const history = await interrupt(before, async () => {
            await up.ended;
            const { code, text } = await pulumi(stack, unattendedUp);
            assert.notEqual(code, 0);
            fault.assertSeen(text);
        });
        await fault.follow(stack);
        await history.check(gateway, 2);
        await assertWhole(stack);
        await neighbours.assertUntouched();
    });
});

describeFault("etcd", (fault) => {
    it("keeps the pods of yesterday whole, whatever is run", async () => {
        stack.configure(configuration(4));
        await follow(stack, ["pulumi up"]);
        await plane.run("copy_data");
        const pods = await gatewayPods(namespace);
        stack.configure(configuration(5));
        await follow(stack, ["pulumi up"]);
        await plane.run("restore_data");
        assert.deepEqual(await gatewayPods(namespace), pods);
        const history = await History.begin(namespace);
        const { code, text } = await pulumi(stack, unattendedUp);
        assert.notEqual(code, 0);
        fault.assertSeen(text);
        assert.deepEqual(await gatewayPods(namespace), pods);
        await fault.follow(stack);
        await history.check(gateway, 2);
        await assertWhole(stack);
    });
});
