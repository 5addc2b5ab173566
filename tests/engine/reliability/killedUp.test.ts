import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { gatewayKinds, objects } from "../kubectl";
import { TestStack } from "../stack";
import { assertWhole, describeFault, gateway, small, type FaultTest } from "./fault";
import { History } from "./history";
import { Neighbours } from "./neighbours";
import { follow, start } from "./pulumi";
import { seededRandom } from "./random";
import { StateFiles } from "./stateFiles";

const moments = Number(process.env.MOMENTS ?? 20);
const name = "killed-up";
const namespace = `rig-${name}`;
const random = seededRandom(name);

let neighbours: Neighbours;
let stack: TestStack;
const milliseconds = { up: 0, destroy: 0 };
const interrupted = { up: 0, destroy: 0 };

async function measure(operation: "up" | "destroy"): Promise<void> {
    const begin = Date.now();
    await follow(stack, [`pulumi ${operation}`]);
    milliseconds[operation] = Date.now() - begin;
}

/** Kills the operation in the given part of it, and puts things right with the commands. */
async function interrupt(operation: "up" | "destroy", moment: number, fault: FaultTest): Promise<void> {
    const history = await History.begin(namespace);
    const run = start(stack, operation);
    await setTimeout(((moment + random()) / moments) * milliseconds[operation]);
    const { code } = await run.kill(random() < 0.5 ? "pulumi" : "everything");
    interrupted[operation] += code === null ? 1 : 0;
    new StateFiles(stack).removeEmptyAttributes();
    await fault.follow(stack);
    run.clear();
    await history.check(gateway, 0);
    await neighbours.assertUntouched();
}

before(async function () {
    this.timeout(600_000);
    neighbours = await Neighbours.create(namespace);
    stack = await TestStack.create(name, { ...small(1), "rig:createNamespace": false });
    await measure("up");
    await measure("destroy");
});

after(async function () {
    this.timeout(600_000);
    await neighbours.remove();
});

for (let moment = 0; moment < moments; moment++) {
    describeFault("killedUp", (fault) => {
        it(`at moment ${moment + 1} of ${moments}`, async () => {
            await interrupt("up", moment, fault);
            await assertWhole(stack);
        });
    });

    describeFault("killedDestroy", (fault) => {
        it(`at moment ${moment + 1} of ${moments}`, async () => {
            await interrupt("destroy", moment, fault);
            const left = await objects(namespace, gatewayKinds, "-l", "app.kubernetes.io/name");
            assert.deepEqual(
                left.map(({ metadata }) => metadata.name).filter((each) => each.startsWith(gateway)),
                [],
            );
            assert.deepEqual(await stack.types(), []);
        });
    });
}

// The suite's own tests would come first.
describe("the moments at which `pulumi` was killed", () => {
    for (const operation of ["up", "destroy"] as const) {
        it(`were in the middle of ${operation} most of the times`, () => {
            assert.ok(interrupted[operation] >= moments / 2, `${interrupted[operation]} of ${moments}`);
        });
    }
});
