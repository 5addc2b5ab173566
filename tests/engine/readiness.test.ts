import assert from "node:assert/strict";
import { at } from "../unit/at";
import { object, podUids } from "./kubectl";
import { TestStack, type Configuration } from "./stack";

const small = { "rig:replicas": 2, "rig:deployTimeout": 300 };
const full = "rig-reactive-interaction-gateway";
const chart = { "rig:method": "helm", "rig:chart": { path: "tests/fixtures/charts/reactive-interaction-gateway" } };

describe("readiness and disruptions", () => {
    for (const [method, more] of Object.entries<Configuration>({ manifests: {}, helm: chart })) {
        const namespace = `rig-ready-${method}`;
        const deployment = async () => at(await object(namespace, "deployment", full), "spec");
        const probe = async () => at(await deployment(), "template", "spec", "containers", 0, "readinessProbe");
        const budget = async () => at(await object(namespace, "poddisruptionbudget", full), "spec");

        it(`follow the configuration with method ${method}`, async () => {
            const stack = await TestStack.create(`ready-${method}`, { ...small, ...more });
            await stack.setSecret("rig:secretSettings.JWT_SECRET_KEY", "a key for tokens of thirty-two bytes");
            await stack.up();
            assert.equal(at(await probe(), "initialDelaySeconds"), 75);
            assert.equal(at(await deployment(), "minReadySeconds") ?? 0, 0);
            assert.equal(at(await budget(), "maxUnavailable"), 1);
            assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);

            // Another budget is no change of the pods.
            const pods = await podUids(namespace);
            await stack.shell(`pulumi config set --path rig:disruptionBudget.minAvailable 100% --stack ${stack.name}`);
            assert.match(
                (await stack.up()).text,
                /warning: disruptionBudget\.minAvailable 100% lets none of 2 pods go/,
            );
            assert.deepEqual(
                [at(await budget(), "minAvailable"), at(await budget(), "maxUnavailable")],
                ["100%", undefined],
            );
            assert.deepEqual(await podUids(namespace), pods);

            await stack.shell(
                `pulumi config set --path rig:readinessProbe.initialDelaySeconds 0 --stack ${stack.name}`,
            );
            await stack.shell(`pulumi config set --path rig:minReadySeconds 1 --stack ${stack.name}`);
            await stack.up();
            assert.equal(at(await probe(), "initialDelaySeconds"), undefined);
            assert.equal(at(await deployment(), "minReadySeconds"), 1);
            assert.ok((await podUids(namespace)).every((uid) => !pods.includes(uid)));
            await stack.destroy();
        });
    }
}).timeout(600_000);
