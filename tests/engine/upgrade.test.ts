import assert from "node:assert/strict";
import { at } from "../unit/at";
import { gatewayKinds, objects } from "./kubectl";
import { compiled, Package } from "./package";
import { changes, failure, TestStack } from "./stack";
import { Accesses } from "./apiProxy";
import { expected, expectedChanges } from "./states/expected";
import { recordings, twoGateways, type Recording } from "./states/recordings";

/** The cookies of a namespace's gateways. */
async function cookies(namespace: string): Promise<unknown[]> {
    const secrets = await objects(namespace, "secrets");
    return secrets.map((secret) => at(secret, "data", "cookie")).filter((cookie) => cookie !== undefined);
}

/** The pods of a namespace's gateways, without those of the cluster check's Job. */
async function podsOf(namespace: string): Promise<string[]> {
    const pods = await objects(namespace, "pods", "-l", "!batch.kubernetes.io/job-name");
    return pods
        .filter(({ metadata }) => !("deletionTimestamp" in metadata))
        .map(({ metadata }) => metadata.uid)
        .sort();
}

describe("an upgrade of a recorded stack", () => {
    const rig = new Package("upgrade");

    before(async () => {
        await rig.make(twoGateways);
    });

    it("is tried with every recording", () => {
        assert.ok(recordings().length >= 9);
        const names = recordings().map(({ stack }) => stack);
        assert.deepEqual(
            Object.keys(expected).filter((name) => !names.includes(name)),
            [],
        );
    });

    for (const recording of recordings()) {
        describe(recording.stack, () => {
            const { namespace, kind } = recording;
            const { changes: toChange, restarts } = expectedChanges(recording);
            let stack: TestStack;

            before(async () => {
                stack = await TestStack.restore(recording, kind === twoGateways ? rig.example(kind) : undefined);
            });

            it("begins with the objects that the state knows", async () => {
                await hasItsObjects(recording);
            });

            it("changes in a preview what is expected", async () => {
                assert.deepEqual(changes(await stack.preview(compiled)), toChange);
            });

            // A program of one's own names its context itself, and looks at no cluster.
            if (kind !== twoGateways) {
                it("changes nothing more under a renamed context, and refuses another cluster", async () => {
                    const accesses = new Accesses();
                    try {
                        const renamed = { ...compiled, ...accesses.rewritten("renamed") };
                        const ofContext = ["update cluster", "update gateway"];
                        assert.deepEqual(
                            changes(await stack.preview(renamed)),
                            [...new Set([...toChange, ...ofContext])].sort(),
                        );
                        const other = await accesses.proxied("other", { hidden: namespace });
                        const message = await failure(stack.preview({ ...compiled, ...other }));
                        assert.match(
                            message,
                            /deployed by way of the context .* no object of the gateway is in the cluster of the context "other"|doesn't exist/,
                        );
                    } finally {
                        accesses.close();
                    }
                });
            }

            it("ends well, with nothing left to do, and keeps the cookie and the pods", async () => {
                const [cookiesBefore, podsBefore] = [await cookies(namespace), await podsOf(namespace)];
                assert.ok(cookiesBefore.length > 0 && podsBefore.length > 1);
                assert.deepEqual(changes(await stack.up(compiled)), toChange);
                const afterwards = await stack.preview(compiled);
                assert.deepEqual(changes(afterwards), [], afterwards.text);
                assert.deepEqual(await cookies(namespace), cookiesBefore);
                const kept = (await podsOf(namespace)).filter((uid) => podsBefore.includes(uid));
                assert.deepEqual(kept, restarts ? [] : podsBefore);
            });
        });
    }
}).timeout(600_000);

/** The fields of an object by what Pulumi's provider applies. */
function appliedFields(object: unknown): unknown[] {
    const entries = at(object, "metadata", "managedFields");
    return Array.isArray(entries)
        ? entries.filter((entry) => at(entry, "operation") === "Apply").map((entry: unknown) => at(entry, "fieldsV1"))
        : [];
}

/** Whether each object of the state is the very one in the cluster, with the fields that Pulumi has applied. */
async function hasItsObjects(recording: Recording): Promise<void> {
    const live = await objects(
        recording.namespace,
        `${gatewayKinds},jobs,horizontalpodautoscalers`,
        "--show-managed-fields",
    );
    const known = recording
        .resources()
        .map((resource) => at(resource, "outputs"))
        .filter((outputs) => at(outputs, "metadata", "namespace") === recording.namespace);
    assert.ok(known.length >= 10);
    for (const outputs of known) {
        const title = `${String(at(outputs, "kind"))} ${String(at(outputs, "metadata", "name"))}`;
        const object = live.find(({ metadata }) => metadata.uid === at(outputs, "metadata", "uid"));
        assert.ok(
            object,
            `${title} isn't in the cluster, which toolchain/clusters/simulated/recorded-stacks.sh has to have filled`,
        );
        assert.deepEqual(appliedFields(object), appliedFields(outputs), title);
    }
}
