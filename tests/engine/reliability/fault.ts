import assert from "node:assert/strict";
import { faults, messages } from "../../../docs/reliability";
import { at } from "../../unit/at";
import { objects } from "../kubectl";
import type { TestStack } from "../stack";
import { follow, pulumi } from "./pulumi";

type Name = keyof typeof faults;

/** One row of the documentation, as its tests find it true. */
export class FaultTest {
    private seen = false;
    private followed = false;

    constructor(private readonly name: Name) {}

    /** That the user sees what the documentation says. */
    assertSeen(text: string): void {
        this.seen = true;
        for (const message of messages(faults[this.name])) {
            assert.ok(text.includes(message), `no "${message}" in:\n${text}`);
        }
    }

    /** Runs the commands of the documentation. */
    async follow(stack: TestStack): Promise<string> {
        this.followed = true;
        return follow(stack, faults[this.name].commands);
    }

    /** That the tests have tried all that the row says. */
    assertTried(): void {
        assert.ok(this.followed, "the commands were run");
        assert.ok(this.seen || messages(faults[this.name]).length === 0, "the messages were looked for");
    }
}

/** The tests of a fault, under the title that the documentation has. */
export function describeFault(name: Name, tests: (fault: FaultTest) => void): void {
    describe(faults[name].title, () => {
        const fault = new FaultTest(name);
        tests(fault);
        after(() => {
            fault.assertTried();
        });
    }).timeout(600_000);
}

/** Name of the gateway's Deployment and public Service. */
export const gateway = "rig-reactive-interaction-gateway";

/** Uids of the gateway's pods that aren't going away. */
export async function gatewayPods(namespace: string): Promise<string[]> {
    const pods = await objects(namespace, "pods");
    return pods
        .filter(({ metadata }) => metadata.name.startsWith(gateway) && !("deletionTimestamp" in metadata))
        .map(({ metadata }) => metadata.uid)
        .sort();
}

/** The resources of the state and what each of them is in the cluster, whatever their order. */
export async function resources(stack: TestStack): Promise<unknown[]> {
    const all = at(JSON.parse(await stack.export()), "deployment", "resources");
    assert.ok(Array.isArray(all));
    return all
        .map((resource: unknown) => JSON.stringify(["urn", "id", "delete"].map((key) => at(resource, key))))
        .sort();
}

/** A small gateway, with settings of each kind and a policy that follows from them. */
export const small = (version: number) => ({
    "rig:replicas": 2,
    "rig:minReadySeconds": 0,
    "rig:settings": { INBOUND_PORT: 4100 + version, KAFKA_BROKERS: [`kafka:${9000 + version}`] },
});

/** The program has nothing to do, and the state is what the cluster has. */
export async function assertWhole(stack: TestStack): Promise<void> {
    for (const operation of ["preview", "refresh --yes --skip-preview"]) {
        const { code, text } = await pulumi(stack, `exec pulumi ${operation} --non-interactive --expect-no-changes`);
        assert.equal(code, 0, text);
    }
}
