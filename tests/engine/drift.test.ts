import assert from "node:assert/strict";
import { at } from "../unit/at";
import { kubectl, object, objects, podUids } from "./kubectl";
import { failure, TestStack } from "./stack";

const deployment = "rig-reactive-interaction-gateway";
const chart = "tests/fixtures/charts/reactive-interaction-gateway";
const manifests = {
    "rig:replicas": 2,
    "rig:minReadySeconds": 0,
    "rig:settings": { LOG_LEVEL: "info" },
    "rig:networkPolicy": { enabled: false },
};

/** Changes behind the stack's back, each with what is said of it. */
const changes: readonly (readonly [command: string, warning: RegExp])[] = [
    [
        `scale deployment/${deployment} --replicas=5`,
        /Deployment .*: spec\.replicas is 5, and the configuration says 2, set by kubectl\. An update puts it right\./,
    ],
    [
        `set image deployment/${deployment} rig=example.com/rig:other`,
        /spec\.template\.spec\.containers\[rig\]\.image is "example\.com\/rig:other", and the configuration says "accenture\/reactive-interaction-gateway:3\.0\.0", set by kubectl-set at \d{4}-\d\d-\d\dT\S+Z\. An update puts it right, by other pods, one after the other\./,
    ],
    [
        `set env deployment/${deployment} LOG_LEVEL=never-shown`,
        /spec\.template\.spec\.containers\[rig\]\.env\[LOG_LEVEL\] is another one than the configuration says, set by kubectl-set at/,
    ],
    [
        `patch deployment/${deployment} -p {"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}`,
        /spec\.strategy\.type is another one than the configuration says, set by kubectl-patch at/,
    ],
];

for (const [method, configuration] of [
    ["manifests", manifests],
    ["helm", { ...manifests, "rig:method": "helm", "rig:chart": { path: chart } }],
] as const) {
    describe(`changes behind the back of a stack with method ${method}`, () => {
        const namespace = `rig-drift-${method}`;
        let stack: TestStack;

        const behindItsBack = (command: string) => kubectl(...command.split(" "), "-n", namespace);

        /** What matters of the Deployment. */
        const spec = async () => at(await object(namespace, "deployment", deployment), "spec");

        const isUnchanged = async () => {
            const { changes: found, text } = await stack.preview();
            assert.deepEqual(Object.keys(found), ["same"], text);
            assert.doesNotMatch(text, /puts it right/);
        };

        before(async () => {
            stack = await TestStack.create(`drift-${method}`, configuration);
            await stack.up();
        });

        after(async () => {
            await stack.destroy();
        });

        for (const [command, warning] of changes) {
            it(`kubectl ${command}: is told, and put right, though the configuration is the same`, async () => {
                const before = await spec();
                await behindItsBack(command);
                assert.notDeepEqual(await spec(), before);
                const { text, changes: previewed } = await stack.preview();
                assert.match(text, warning);
                assert.ok(!text.includes("never-shown"));
                assert.equal(previewed.update, 1);
                await stack.up();
                assert.deepEqual(await spec(), before);
                await isUnchanged();
            });
        }

        it("all of it, with another setting in the same update", async () => {
            for (const [command] of changes) {
                await behindItsBack(command);
            }
            stack.configure({ ...configuration, "rig:settings": { LOG_LEVEL: "warn" }, "rig:replicas": 3 });
            const { text } = await stack.preview();
            for (const [, warning] of changes.slice(1)) {
                assert.match(text, warning);
            }
            await stack.up();
            assert.equal(at(await spec(), "replicas"), 3);
            const text2 = JSON.stringify(await spec());
            assert.ok(!text2.includes("never-shown") && !text2.includes("example.com/rig"));
            await isUnchanged();
        });

        it("a restart by kubectl is left alone, and causes nothing", async () => {
            const before = await podUids(namespace);
            await behindItsBack(`rollout restart deployment/${deployment}`);
            await kubectl("rollout", "status", `deployment/${deployment}`, "-n", namespace, "--timeout=60s");
            const restarted = await podUids(namespace);
            assert.notDeepEqual(restarted, before);
            await isUnchanged();
            await stack.up();
            assert.deepEqual(await podUids(namespace), restarted);
        });

        it("what kubectl has added is told, and left alone", async () => {
            await behindItsBack(`set env deployment/${deployment} FOREIGN=never-shown`);
            const { text, changes: found } = await stack.preview();
            assert.match(text, /env\[FOREIGN\] isn't of this stack, set by kubectl-set .* An update leaves it/);
            assert.deepEqual(Object.keys(found), ["same"]);
            await behindItsBack(`set env deployment/${deployment} FOREIGN-`);
            await isUnchanged();
        });

        it("what was deleted is told, and made again", async () => {
            await behindItsBack(`delete deployment/${deployment} service/${deployment}`);
            const isBack = async () => {
                assert.equal(at(await spec(), "replicas"), 3);
                await object(namespace, "service", deployment);
                await isUnchanged();
            };
            if (method === "helm") {
                // As often as it happens.
                const { text, changes: previewed } = await stack.preview();
                assert.match(
                    text,
                    /Deployment .* isn't in the cluster, though the Helm release has it\. An update makes/,
                );
                assert.match(text, /Service .* isn't in the cluster, though the Helm release has it\. An update makes/);
                assert.equal(previewed.update, 1);
                await stack.up();
                await isBack();
                await behindItsBack(`delete deployment/${deployment}`);
                await stack.up();
                await isBack();
                return;
            }
            // It was put right before, so Pulumi would update what isn't there.
            const gone = /Deployment .* was deleted behind Pulumi's back\. .* Run pulumi up --refresh/;
            assert.match(await failure(stack.preview()), gone);
            assert.match(await failure(stack.shell(`pulumi up --yes --skip-preview --stack ${stack.name} >&2`)), gone);
            await stack.shell(`pulumi up --yes --skip-preview --refresh --stack ${stack.name}`);
            await isBack();
        });

        if (method === "manifests") {
            it("what kubectl has taken out, or scaled, is put right by an update with a refresh", async () => {
                // A refresh takes a restart's annotation into the state, and the update takes it away.
                const withoutRestart = (found: unknown) =>
                    JSON.stringify(found).replace(/,"kubectl\.kubernetes\.io\/restartedAt":"[^"]*"/, "");
                const before = withoutRestart(await spec());
                await behindItsBack(`set env deployment/${deployment} LOG_LEVEL-`);
                await behindItsBack(`scale deployment/${deployment} --replicas=1`);
                await stack.shell(`pulumi up --yes --skip-preview --refresh --stack ${stack.name}`);
                assert.equal(withoutRestart(await spec()), before);
                await isUnchanged();
            });
        }

        it("ports of a Service and the disruption budget are put right, too", async () => {
            const patch = JSON.stringify({ spec: { ports: [{ name: "http", port: 4000, targetPort: 1 }] } });
            const services = async () =>
                (await objects(namespace, "services,poddisruptionbudgets")).map((each) => at(each, "spec"));
            const before = await services();
            for (const name of [deployment, `${deployment}-admin`]) {
                const [port] = [at(await object(namespace, "service", name), "spec", "ports")].flat();
                const changed = patch
                    .replace('"http"', JSON.stringify(at(port, "name")))
                    .replace("4000", String(at(port, "port")));
                await kubectl("patch", "service", name, "-n", namespace, "-p", changed);
            }
            await kubectl("patch", "pdb", deployment, "-n", namespace, "-p", '{"spec":{"maxUnavailable":2}}');
            const { text } = await stack.preview();
            assert.match(
                text,
                /Service .*-admin: spec\.ports\S+ is 1, and the configuration says otherwise, set by kubectl-patch/,
            );
            assert.match(
                text,
                /PodDisruptionBudget .*: spec\.maxUnavailable is 2, and the configuration says otherwise/,
            );
            await stack.up();
            assert.deepEqual(await services(), before);
            await isUnchanged();
        });
    });
}
