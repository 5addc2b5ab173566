import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { TestStack } from "../stack";
import { assertWhole, describeFault, gateway, small, gatewayPods } from "./fault";
import { History } from "./history";
import { Neighbours } from "./neighbours";
import { follow, start } from "./pulumi";
import { seededRandom } from "./random";
import { StateFiles } from "./stateFiles";

const moments = Number(process.env.MOMENTS ?? 20);

describeFault("killedChange", (fault) => {
    const name = "killed-change";
    const namespace = `rig-${name}`;
    const random = seededRandom(name);
    const configuration = (version: number) => ({ ...small(version), "rig:createNamespace": false });
    let neighbours: Neighbours;
    let stack: TestStack;
    let milliseconds: number;
    let interrupted = 0;

    before(async () => {
        neighbours = await Neighbours.create(namespace);
        stack = await TestStack.create(name, configuration(1));
        await follow(stack, ["pulumi up"]);
        stack.configure(configuration(2));
        const begin = Date.now();
        await follow(stack, ["pulumi up"]);
        milliseconds = Date.now() - begin;
    });

    after(async () => {
        await follow(stack, ["pulumi destroy"]);
        await neighbours.remove();
    });

    for (let moment = 0; moment < moments; moment++) {
        it(`at moment ${moment + 1} of ${moments}`, async () => {
            const history = await History.begin(namespace);
            const pods = await gatewayPods(namespace);
            stack.configure(configuration(10 + moment));
            const up = start(stack, "up");
            await setTimeout(((moment + random()) / moments) * milliseconds);
            const { code } = await up.kill(random() < 0.5 ? "pulumi" : "everything");
            interrupted += code === null ? 1 : 0;
            new StateFiles(stack).removeEmptyAttributes();
            await fault.follow(stack);
            up.clear();
            await history.check(gateway, 2);
            await assertWhole(stack);
            const now = await gatewayPods(namespace);
            assert.ok(!pods.some((uid) => now.includes(uid)), "the change has arrived");
            await neighbours.assertUntouched();
        });
    }

    it("has been killed in the middle most of the times", () => {
        assert.ok(interrupted >= moments / 2, `${interrupted} of ${moments}`);
    });
});
