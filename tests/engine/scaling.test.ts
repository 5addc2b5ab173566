import assert from "node:assert/strict";
import { at } from "../unit/at";
import { kubectl, kubectlWith, object, objects, podUids } from "./kubectl";
import { failure, TestStack } from "./stack";

const deployment = "rig-reactive-interaction-gateway";
const chart = "tests/fixtures/charts/reactive-interaction-gateway";
const basis = {
    "rig:minReadySeconds": 0,
    "rig:settings": { LOG_LEVEL: "info" },
    "rig:networkPolicy": { enabled: false },
};
const autoscaling = { "rig:autoscaling": { min: 2, max: 8, cpu: 70 } };

for (const [method, chosen] of [
    ["manifests", {}],
    ["helm", { "rig:method": "helm", "rig:chart": { path: chart } }],
] as const) {
    describe(`the number of pods with method ${method}`, () => {
        const namespace = `rig-scaling-${method}`;
        const configuration = { ...basis, ...chosen };
        let stack: TestStack;

        const replicas = async () => at(await object(namespace, "deployment", deployment), "spec", "replicas");

        /** As the autoscaler of the controller-manager does it, for which there are no metrics here. */
        const autoscale = async (count: number) => {
            const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${deployment}/scale`;
            const scale = {
                apiVersion: "autoscaling/v1",
                kind: "Scale",
                metadata: { name: deployment, namespace },
                spec: { replicas: count },
            };
            await kubectlWith(scale, "replace", "--raw", `${path}?fieldManager=kube-controller-manager`);
            await kubectl("rollout", "status", `deployment/${deployment}`, "-n", namespace, "--timeout=60s");
        };

        const isUnchanged = async () => {
            const { changes, text } = await stack.preview();
            assert.deepEqual(Object.keys(changes), ["same"], text);
            assert.doesNotMatch(text, /warning|these objects change/);
        };

        const upWith = async (further: Record<string, unknown>) => {
            stack.configure({ ...configuration, ...further });
            await stack.up();
        };

        before(async () => {
            stack = await TestStack.create(`scaling-${method}`, configuration);
            await stack.up();
        });

        after(async () => {
            await stack.destroy();
        });

        it("may be none, which parks the gateway with all its objects, and back", async () => {
            const addresses = async () => (await objects(namespace, "services")).map(({ metadata }) => metadata.uid);
            const before = await addresses();
            await upWith({ "rig:replicas": 0, "rig:clusterCheck": true });
            assert.deepEqual(await podUids(namespace), []);
            assert.deepEqual(await objects(namespace, "poddisruptionbudgets,jobs"), []);
            assert.equal((await stack.outputs()).replicas, 0);
            await isUnchanged();
            await upWith({ "rig:replicas": 2 });
            assert.equal((await podUids(namespace)).length, 2);
            assert.equal((await objects(namespace, "poddisruptionbudgets")).length, 1);
            assert.deepEqual(await addresses(), before);
        });

        it("stays as it is when autoscaling is switched on", async () => {
            await upWith({ "rig:replicas": 5 });
            const before = await podUids(namespace);
            assert.equal(before.length, 5);
            await upWith(autoscaling);
            assert.deepEqual(await podUids(namespace), before);
            assert.deepEqual((await stack.outputs()).autoscaling, { min: 2, max: 8 });
            await isUnchanged();
            const spec = at(await object(namespace, "hpa", deployment), "spec");
            assert.deepEqual(at(spec, "scaleTargetRef"), {
                apiVersion: "apps/v1",
                kind: "Deployment",
                name: deployment,
            });
            assert.deepEqual([at(spec, "minReplicas"), at(spec, "maxReplicas")], [2, 8]);
            assert.deepEqual(at(spec, "metrics"), [
                {
                    type: "ContainerResource",
                    containerResource: {
                        container: "rig",
                        name: "cpu",
                        target: { type: "Utilization", averageUtilization: 70 },
                    },
                },
            ]);
            const down = at(spec, "behavior", "scaleDown");
            assert.equal(at(down, "stabilizationWindowSeconds"), 300);
            assert.deepEqual(at(down, "policies"), [{ type: "Pods", value: 1, periodSeconds: 60 }]);
        });

        it("is the autoscaler's from then on: nothing to do in a preview, and kept by an update", async () => {
            await autoscale(7);
            await isUnchanged();
            await upWith({ ...autoscaling, "rig:settings": { LOG_LEVEL: "warn" } });
            assert.equal(await replicas(), 7);
            await isUnchanged();
            await autoscale(3);
            await upWith({ ...autoscaling, "rig:settings": { LOG_LEVEL: "error" } });
            assert.equal(await replicas(), 3);
            await autoscale(5);
        });

        it("stays as it is when autoscaling is switched off, or that is refused", async () => {
            const before = await podUids(namespace);
            assert.equal(before.length, 5);
            const settings = { "rig:settings": { LOG_LEVEL: "error" } };
            stack.configure({ ...configuration, ...settings });
            assert.match(
                await failure(stack.up()),
                /autoscaling: there are 5 pods, and without autoscaling there would be 2 at once\. Set replicas to 5/,
            );
            assert.deepEqual(await podUids(namespace), before);
            await upWith({ ...settings, "rig:replicas": 5 });
            assert.deepEqual(await podUids(namespace), before);
            assert.deepEqual(await objects(namespace, "hpa"), []);
            await isUnchanged();
            await upWith({ ...settings, "rig:replicas": 2 });
            assert.equal((await podUids(namespace)).length, 2);
        });

        it("isn't fought over with an autoscaler of someone else's", async () => {
            await kubectl("autoscale", `deployment/${deployment}`, "--min=3", "--max=4", "-n", namespace);
            assert.match(
                await failure(stack.preview()),
                /HorizontalPodAutoscaler .*: it isn't this gateway's, and sets the number of pods/,
            );
            await kubectl("delete", "hpa", deployment, "-n", namespace);
            await stack.up();
            assert.equal(await replicas(), 2);
        });
    });
}
