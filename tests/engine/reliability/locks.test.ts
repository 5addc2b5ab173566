import assert from "node:assert/strict";
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { versions } from "../kubectl";
import { TestStack } from "../stack";
import { assertWhole, describeFault, gateway, small } from "./fault";
import { History } from "./history";
import { Neighbours } from "./neighbours";
import { follow, pulumi, start, unattendedUp } from "./pulumi";

const name = "locks";
const namespace = `rig-${name}`;
// So long that another command can be tried meanwhile.
const configuration = (version: number) => ({
    ...small(version),
    "rig:createNamespace": false,
    "rig:minReadySeconds": 15,
});
let neighbours: Neighbours;
let stack: TestStack;

before(async function () {
    this.timeout(600_000);
    neighbours = await Neighbours.create(namespace);
    stack = await TestStack.create(name, configuration(1));
    await follow(stack, ["pulumi up"]);
});

after(async function () {
    this.timeout(600_000);
    await follow(stack, ["pulumi destroy"]);
    await neighbours.remove();
});

describeFault("twoUps", (fault) => {
    it("refuses the second one, from the same clone and from another", async () => {
        const history = await History.begin(namespace);
        const clone = mkdtempSync(join(tmpdir(), "clone-"));
        cpSync(stack.folder, clone, { recursive: true });
        stack.configure(configuration(2));
        const first = start(stack, "up");
        await first.says("Deployment");
        for (const folder of [stack.folder, clone]) {
            const { code, text } = await pulumi(stack, `cd '${folder}' && ${unattendedUp}`);
            assert.notEqual(code, 0);
            fault.assertSeen(text);
        }
        assert.equal((await first.ended).code, 0);
        await fault.follow(stack);
        await history.check(gateway, 2);
        await assertWhole(stack);
        await neighbours.assertUntouched();
    });
});

describeFault("lockLeft", (fault) => {
    it("is named until it's taken away", async () => {
        const history = await History.begin(namespace);
        stack.configure(configuration(3));
        const killed = start(stack, "up");
        await killed.says("Deployment");
        await killed.kill("everything");
        const before = await versions(namespace);
        const { code, text } = await pulumi(stack, unattendedUp);
        assert.notEqual(code, 0);
        fault.assertSeen(text);
        const policies = (all: Record<string, string>) =>
            Object.entries(all).filter(([key]) => !key.startsWith("Deployment/") && !key.startsWith("PodDisruption"));
        assert.deepEqual(policies(await versions(namespace)), policies(before));
        await fault.follow(stack);
        await history.check(gateway, 2);
        await assertWhole(stack);
        await neighbours.assertUntouched();
    });
});
