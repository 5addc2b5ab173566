import assert from "node:assert/strict";
import { TestStack } from "../stack";
import { assertWhole, describeFault, gateway, small } from "./fault";
import { History } from "./history";
import { Neighbours } from "./neighbours";
import { follow, pulumi, unattendedUp } from "./pulumi";
import { StateFiles } from "./stateFiles";

const name = "broken-state";
const namespace = `rig-${name}`;
const configuration = (version: number) => ({ ...small(version), "rig:createNamespace": false });
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

describeFault("fullDisk", (fault) => {
    // A file that may not grow is to Pulumi what a full disk is: it can't write the end of the state.
    for (const [title, more] of [
        ["from the beginning", 0],
        ["in the middle", 16],
    ] as const) {
        it(`keeps the pods whole, and goes on from a copy: ${title}`, async () => {
            const history = await History.begin(namespace);
            const files = new StateFiles(stack);
            stack.configure(configuration(100 + more));
            const room = files.size() - 1 + more;
            const { code, text } = await pulumi(stack, `ulimit -f ${room}; ${unattendedUp}`);
            assert.notEqual(code, 0);
            assert.equal(files.isWhole(), false);
            fault.assertSeen(text + (await pulumi(stack, unattendedUp)).text);
            files.putBack();
            await fault.follow(stack);
            await history.check(gateway, 2);
            await assertWhole(stack);
            await neighbours.assertUntouched();
        });
    }
});

describeFault("oldState", (fault) => {
    for (const [title, version] of [
        ["with the settings of last week", 1],
        ["with those of today", 2],
        ["with others", 3],
    ] as const) {
        it(`keeps the pods whole: ${title}`, async () => {
            stack.configure(configuration(1));
            await follow(stack, ["pulumi up", "pulumi stack export --file last-week.json"]);
            stack.configure(configuration(2));
            await follow(stack, ["pulumi up", "pulumi stack import --file last-week.json"]);
            const history = await History.begin(namespace);
            stack.configure(configuration(version));
            const { code, text } = await pulumi(stack, unattendedUp);
            // Only where Pulumi itself sees nothing to do, the pods have what the state knows nothing of.
            assert.equal(code === 0, version !== 1, text);
            if (code !== 0) {
                fault.assertSeen(text);
            }
            await fault.follow(stack);
            await history.check(gateway, 2);
            await assertWhole(stack);
            await neighbours.assertUntouched();
        });
    }
});
