import assert from "node:assert/strict";
import { at } from "../unit/at";
import { kubectlWith, namespaceExists, object, objects, versions } from "./kubectl";
import { failure, TestStack } from "./stack";

const namespace = "rig-sharing";
const configuration = (name: string, createNamespace: boolean) => ({
    "rig:namespace": namespace,
    "rig:createNamespace": createNamespace,
    "rig:name": name,
    "rig:replicas": 2,
    "rig:minReadySeconds": 0,
});

/** Addresses of the pods that a Service lists. */
async function addresses(service: string): Promise<string[]> {
    const slices = await objects(namespace, "endpointslices", "-l", `kubernetes.io/service-name=${service}`);
    return slices.flatMap((slice) => {
        const endpoints = at(slice, "endpoints");
        return Array.isArray(endpoints) ? endpoints.map((endpoint) => String(at(endpoint, "addresses", 0))) : [];
    });
}

describe("two stacks in one namespace", () => {
    let first: TestStack;
    let second: TestStack;

    before(async () => {
        first = await TestStack.create("sharing-one", configuration("one", true));
        second = await TestStack.create("sharing-two", configuration("two", false));
        await first.up();
        await second.up();
    });

    it("have nodes that never find each other", async () => {
        const ones = await addresses("one-reactive-interaction-gateway-headless");
        const twos = await addresses("two-reactive-interaction-gateway-headless");
        assert.equal(ones.length, 2);
        assert.equal(twos.length, 2);
        assert.deepEqual(
            ones.filter((address) => twos.includes(address)),
            [],
        );
        const selectors = (await objects(namespace, "deployments")).map(({ spec }) => at(spec, "selector"));
        assert.equal(selectors.length, 2);
        assert.notDeepEqual(selectors[0], selectors[1]);
        const cookies = await objects(namespace, "secrets", "-l", "app.kubernetes.io/name");
        assert.equal(new Set(cookies.map((cookie) => at(cookie, "data", "cookie"))).size, 2);
    });

    it("can't take each other's objects", async () => {
        const before = await versions(namespace);
        const third = await TestStack.create("sharing-three", configuration("one", true));
        const message = await failure(third.up());
        for (const object of [
            "Namespace rig-sharing",
            "Deployment rig-sharing/one-reactive-interaction-gateway",
            "Secret rig-sharing/one-reactive-interaction-gateway-cookie",
        ]) {
            assert.ok(message.includes(`${object}: it exists already and belongs to one-sharing-one-`), message);
        }
        assert.deepEqual(await versions(namespace), before);
        assert.match(message, /If this stack was called sharing-one when it was deployed: pulumi config set /);
        const known = await third.types();
        const ofTheState = ["pulumi:pulumi:Stack", "pulumi:providers:random", "random:index/randomId:RandomId"];
        assert.deepEqual(known, ofTheState, "only the state's own id");
    });

    it("can't take an object that nobody deployed with Pulumi", async () => {
        const account = {
            apiVersion: "v1",
            kind: "ServiceAccount",
            metadata: { name: "four-reactive-interaction-gateway", namespace },
        };
        await kubectlWith(account, "create");
        const fourth = await TestStack.create("sharing-four", configuration("four", false));
        assert.match(
            await failure(fourth.preview()),
            /ServiceAccount rig-sharing\/four-reactive-interaction-gateway: it exists already and isn't this gateway's/,
        );
    });

    it("go one by one", async () => {
        await second.destroy();
        assert.equal((await objects(namespace, "deployments")).length, 1);
        await object(namespace, "secret", "one-reactive-interaction-gateway-cookie");
        await first.destroy();
        assert.equal(await namespaceExists(namespace), false);
    });
});
