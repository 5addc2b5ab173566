import assert from "node:assert/strict";
import { at } from "../../unit/at";
import { kubectl, kubectlWith, namespaceExists, object, versions } from "../kubectl";
import { TestStack } from "../stack";
import { assertWhole, describeFault, gateway, small, gatewayPods, resources } from "./fault";
import { History } from "./history";
import { Neighbours } from "./neighbours";
import { follow, pulumi, unattendedUp } from "./pulumi";

const name = "behind-the-back";
const namespace = `rig-${name}`;
const configuration = { ...small(1), "rig:createNamespace": false };
let neighbours: Neighbours;
let stack: TestStack;

/** That a preview shows nothing, and one with a look at the cluster the resource. */
async function assertShownByRefresh(resource: string): Promise<void> {
    const preview = "exec pulumi preview --non-interactive --expect-no-changes";
    const { code, text } = await pulumi(stack, preview);
    assert.equal(code, 0, text);
    const refreshed = await pulumi(stack, `${preview} --refresh`);
    assert.notEqual(refreshed.code, 0, refreshed.text);
    assert.ok(refreshed.text.includes(resource), refreshed.text);
}

before(async function () {
    this.timeout(600_000);
    neighbours = await Neighbours.create(namespace);
    stack = await TestStack.create(name, configuration);
    await follow(stack, ["pulumi up"]);
});

after(async function () {
    this.timeout(600_000);
    await follow(stack, ["pulumi destroy"]);
    await neighbours.remove();
});

describeFault("deleted", (fault) => {
    it("comes back, and no pod restarts", async () => {
        const pods = await gatewayPods(namespace);
        await kubectl("delete", "-n", namespace, `networkpolicy/${gateway}-dns`, `service/${gateway}-admin`);
        const history = await History.begin(namespace);
        await assertShownByRefresh("gateway-dns-policy");
        await fault.follow(stack);
        await history.check(gateway, 2);
        assert.deepEqual(await gatewayPods(namespace), pods);
        await object(namespace, "networkpolicy", `${gateway}-dns`);
        await object(namespace, "service", `${gateway}-admin`);
        await assertWhole(stack);
        await neighbours.assertUntouched();
    });
});

describeFault("edited", (fault) => {
    it("is as the configuration says again, and no pod restarts", async () => {
        const pods = await gatewayPods(namespace);
        const history = await History.begin(namespace);
        const patch = JSON.stringify({ spec: { policyTypes: ["Ingress"], ingress: [{}] } });
        await kubectl(
            "patch",
            "-n",
            namespace,
            "networkpolicy",
            `${gateway}-default-deny`,
            "--type=merge",
            "-p",
            patch,
        );
        await assertShownByRefresh("gateway-default-deny");
        await fault.follow(stack);
        await history.check(gateway, 2);
        const { spec } = await object(namespace, "networkpolicy", `${gateway}-default-deny`);
        assert.deepEqual(at(spec, "policyTypes"), ["Ingress", "Egress"]);
        assert.equal(at(spec, "ingress"), undefined);
        assert.deepEqual(await gatewayPods(namespace), pods);
        await assertWhole(stack);
        await neighbours.assertUntouched();
    });
});

describeFault("relabelled", (fault) => {
    it("is left alone until the label is back", async () => {
        const label = "app.kubernetes.io/instance";
        const target = ["-n", namespace, `poddisruptionbudget/${gateway}`];
        const { labels } = (await object(namespace, "poddisruptionbudget", gateway)).metadata;
        const pods = await gatewayPods(namespace);
        const history = await History.begin(namespace);
        await kubectl("label", ...target, `${label}=someone-else`, "--overwrite");
        const before = await versions(namespace);
        const { code, text } = await pulumi(stack, unattendedUp);
        assert.notEqual(code, 0);
        fault.assertSeen(text);
        assert.deepEqual(await versions(namespace), before);
        await kubectl("label", ...target, `${label}=${String(labels[label])}`, "--overwrite");
        await fault.follow(stack);
        await history.check(gateway, 2);
        assert.deepEqual(await gatewayPods(namespace), pods);
        await assertWhole(stack);
        await neighbours.assertUntouched();
    });
});

describeFault("terminating", (fault) => {
    it("is refused until the namespace is gone, and then everything is made anew with the same cookie", async () => {
        const own = await TestStack.create("stuck", small(1));
        await follow(own, ["pulumi up"]);
        const cookie = (await object("rig-stuck", "secret", `${gateway}-cookie`)).data;
        const held = { name: "held", namespace: "rig-stuck", finalizers: ["example.com/hold"] };
        await kubectlWith({ apiVersion: "v1", kind: "ConfigMap", metadata: held }, "create");
        await kubectl("delete", "namespace", "rig-stuck", "--wait=false");
        await kubectl("wait", "namespace/rig-stuck", "--for=condition=NamespaceFinalizersRemaining", "--timeout=60s");
        const before = await resources(own);
        const { code, text } = await pulumi(own, unattendedUp);
        assert.notEqual(code, 0);
        fault.assertSeen(text);
        assert.match(text, /example\.com\/hold in 1 resource instances/);
        assert.deepEqual(await resources(own), before);

        const release = JSON.stringify({ metadata: { finalizers: null } });
        await kubectl("patch", "configmap", "held", "-n", "rig-stuck", "--type=merge", "-p", release);
        await kubectl("wait", "namespace/rig-stuck", "--for=delete", "--timeout=60s");
        await fault.follow(own);
        assert.deepEqual((await object("rig-stuck", "secret", `${gateway}-cookie`)).data, cookie);
        assert.equal((await gatewayPods("rig-stuck")).length, 2);
        await assertWhole(own);
        await follow(own, ["pulumi destroy"]);
        assert.equal(await namespaceExists("rig-stuck"), false);
    });
});
