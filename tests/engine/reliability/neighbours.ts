import assert from "node:assert/strict";
import { kubectl, kubectlWith, versions } from "../kubectl";
import { TestStack } from "../stack";
import { follow } from "./pulumi";

const name = "neighbour";

/** What else is in the namespace of a test, and none of its gateway's business: another gateway and an object of somebody's. */
export class Neighbours {
    private constructor(
        private readonly namespace: string,
        private readonly stack: TestStack,
        private readonly before: Record<string, string>,
    ) {}

    /** Makes the namespace and the neighbours. */
    static async create(namespace: string): Promise<Neighbours> {
        await kubectl("create", "namespace", namespace);
        const metadata = { name: `${name}-somebodys`, namespace };
        await kubectlWith({ apiVersion: "v1", kind: "ConfigMap", metadata, data: { whose: "somebody's" } }, "create");
        const stack = await TestStack.create(`${namespace}-${name}`, {
            "rig:namespace": namespace,
            "rig:createNamespace": false,
            "rig:name": name,
            "rig:replicas": 2,
            "rig:minReadySeconds": 0,
        });
        await follow(stack, ["pulumi up"]);
        return new Neighbours(namespace, stack, await own(namespace));
    }

    /** That nothing of theirs was added, changed or removed. */
    async assertUntouched(): Promise<void> {
        assert.deepEqual(await own(this.namespace), this.before);
    }

    /** Removes them and the namespace. */
    async remove(): Promise<void> {
        await follow(this.stack, ["pulumi destroy"]);
        await kubectl("delete", "namespace", this.namespace);
    }
}

async function own(namespace: string): Promise<Record<string, string>> {
    const all = Object.entries(await versions(namespace));
    const found = all.filter(([key]) => key.includes(`/${name}-`));
    assert.ok(found.length > 10);
    return Object.fromEntries(found);
}
