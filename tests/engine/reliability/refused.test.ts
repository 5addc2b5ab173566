import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { kubectl, kubectlWith, objects } from "../kubectl";
import { TestStack } from "../stack";
import { assertWhole, describeFault, gateway, small, type FaultTest, gatewayPods } from "./fault";
import { History } from "./history";
import { Neighbours } from "./neighbours";
import { follow, pulumi, unattendedUp } from "./pulumi";

const name = "refused";
const namespace = `rig-${name}`;
const configuration = (version: number) => ({ ...small(version), "rig:createNamespace": false });
let neighbours: Neighbours;
let stack: TestStack;

/** Whether the API server would admit another ConfigMap. */
async function admits(): Promise<boolean> {
    const probe = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "probe", namespace } };
    try {
        await kubectlWith(probe, "create", "--dry-run=server");
        return true;
    } catch {
        return false;
    }
}

async function until(condition: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!(await condition())) {
        assert.ok(Date.now() < deadline, "the API server takes the change into account");
        await setTimeout(200);
    }
}

/** An update that the API server stops half-way, and one after what is in its way is gone. */
async function refusedUpdate(fault: FaultTest, version: number, allow: () => Promise<unknown>) {
    const history = await History.begin(namespace);
    const pods = await gatewayPods(namespace);
    stack.configure(configuration(version));
    const { code, text } = await pulumi(stack, unattendedUp);
    assert.notEqual(code, 0);
    fault.assertSeen(text);
    assert.deepEqual(await gatewayPods(namespace), pods, "the old pods go on");
    await allow();
    await until(admits);
    await fault.follow(stack);
    await history.check(gateway, 2);
    await assertWhole(stack);
    await neighbours.assertUntouched();
}

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

describeFault("admission", (fault) => {
    const metadata = { name: "no-more-settings" };

    after(async () => {
        await kubectl(
            "delete",
            "validatingadmissionpolicies,validatingadmissionpolicybindings",
            metadata.name,
            "--ignore-not-found",
        );
    });

    it("goes on when the policy is gone", async () => {
        const apiVersion = "admissionregistration.k8s.io/v1";
        const rule = { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["configmaps"] };
        const spec = {
            failurePolicy: "Fail",
            matchConstraints: { resourceRules: [rule] },
            validations: [{ expression: "false", message: "no more settings" }],
        };
        await kubectlWith({ apiVersion, kind: "ValidatingAdmissionPolicy", metadata, spec }, "create");
        const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": namespace } };
        const binding = {
            policyName: metadata.name,
            validationActions: ["Deny"],
            matchResources: { namespaceSelector },
        };
        await kubectlWith({ apiVersion, kind: "ValidatingAdmissionPolicyBinding", metadata, spec: binding }, "create");
        await until(async () => !(await admits()));
        await refusedUpdate(fault, 2, () => kubectl("delete", "validatingadmissionpolicybinding", metadata.name));
    });
});

describeFault("quota", (fault) => {
    it("goes on when the quota is larger", async () => {
        const present = await objects(namespace, "configmaps");
        const spec = { hard: { "count/configmaps": String(present.length) } };
        const quota = { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "few", namespace }, spec };
        await kubectlWith(quota, "create");
        await until(async () => !(await admits()));
        await refusedUpdate(fault, 3, () => kubectl("delete", "resourcequota", "few", "-n", namespace));
    });
});
