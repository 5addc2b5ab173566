import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { kubectl, kubectlWith } from "../engine/kubectl";
import { TestStack } from "../engine/stack";
import { at } from "../unit/at";
import { pods, selectorLabels } from "./cluster";
import { checkCluster } from "./check";
import { configuration, fullName, itOfRig, randomCookie } from "./gateway";
import { fullMesh, renew } from "./mesh";
import { removeStranger, stranger } from "./stranger";

const name = "check";
const namespace = `rig-${name}`;

describe("the cluster check", () => {
    let stack: TestStack;

    before(async () => {
        stack = await TestStack.create(name, configuration({ "rig:replicas": 2 }));
        await stack.up();
        await fullMesh(namespace, 2);
    });

    it("says that the cluster is formed", async () => {
        const { exitCode, said } = await checkCluster(stack);
        assert.match(said, /^Pods: 2, wanted: 2\.$/m);
        assert.match(said, /^ {2}\S+ \([\d.]+\): connected to 1 of 1 others$/m);
        assert.match(said, /The cluster is formed/);
        assert.equal(exitCode, 0);
    });

    itOfRig("the command members prints the same", async () => {
        const command = String(at(await stack.outputs(), "commands", "members"));
        const said = (await promisify(execFile)("bash", ["-c", command])).stdout;
        const addresses = (await pods(namespace)).map(({ address }) => `rig@${address}`);
        const [member = "none", ...others] = said.match(/rig@[\d.]+/g) ?? [];
        assert.deepEqual(others, [], said);
        assert.ok(addresses.includes(member), said);
    });

    it("says that a pod is missing", async () => {
        await kubectl("scale", "deployment", fullName, "-n", namespace, "--replicas=1");
        const { exitCode, said } = await checkCluster(stack);
        assert.match(said, /pods: 1 of the wanted pods are missing or not ready/);
        assert.equal(exitCode, 1);
        await kubectl("scale", "deployment", fullName, "-n", namespace, "--replicas=2");
        await fullMesh(namespace, 2);
    });

    it("tells apart two cookies", async () => {
        const stringData = { cookie: randomCookie() };
        const metadata = { name: `${fullName}-cookie`, namespace };
        const before = await kubectl("get", "secret", metadata.name, "-n", namespace, "-o", "jsonpath={.data.cookie}");
        await kubectlWith(
            { apiVersion: "v1", kind: "Secret", metadata, stringData },
            "apply",
            "--server-side",
            "--force-conflicts",
        );
        const [one] = await pods(namespace);
        assert.ok(one);
        await renew(namespace, [one]);
        const { exitCode, said } = await checkCluster(stack);
        assert.match(
            said,
            /cookie: \S+ has refused \S+: they have different cookies\..* was the Secret changed by hand\?/,
        );
        assert.equal(exitCode, 1);
        const data = { cookie: before };
        await kubectlWith(
            { apiVersion: "v1", kind: "Secret", metadata, data },
            "apply",
            "--server-side",
            "--force-conflicts",
        );
        await renew(namespace);
        await fullMesh(namespace, 2);
    });

    it("finds a node with a name that DNS doesn't give", async () => {
        const labels = await selectorLabels(namespace, fullName);
        const environment = { NODE_HOST: "host.example", NODE_COOKIE: randomCookie() };
        await stranger(namespace, "misnamed", { labels, environment });
        const { exitCode, said } = await checkCluster(stack);
        assert.match(
            said,
            /host: the node of misnamed is named by host\.example, and DNS gives addresses: no node finds it/,
        );
        assert.equal(exitCode, 1);
        await removeStranger(namespace, "misnamed");
    });

    it("finds a policy in the way", async () => {
        const policy = `${fullName}-cluster`;
        const saved: unknown = JSON.parse(await kubectl("get", "networkpolicy", policy, "-n", namespace, "-o", "json"));
        await kubectl("delete", "networkpolicy", policy, "-n", namespace);
        await renew(namespace);
        const { exitCode, said } = await checkCluster(stack);
        assert.match(said, /policy: \S+ can't reach port 4369 and 9100 of \S+: a network policy/);
        assert.equal(exitCode, 1);
        await kubectlWith(saved, "apply");
        await fullMesh(namespace, 2);
    });

    it("can't tell for a user who may only look, and says what is missing", async () => {
        await kubectl("create", "serviceaccount", "viewer", "-n", namespace);
        await kubectl(
            "create",
            "rolebinding",
            "viewer",
            "-n",
            namespace,
            "--clusterrole=view",
            `--serviceaccount=${namespace}:viewer`,
        );
        const token = (await kubectl("create", "token", "viewer", "-n", namespace)).trim();
        const admins = readFileSync(String(process.env.KUBECONFIG), "utf8");
        const kubeconfig = admins.replace(/user: \{ client-certificate-data.*\}/, `user: { token: ${token} } }`);
        assert.notEqual(kubeconfig, admins);
        const { exitCode, said } = await checkCluster(stack, { RIG_KUBECONFIG: kubeconfig });
        assert.match(said, /can't be asked: port-forward isn't possible: .*403/);
        assert.match(said, /can't be told/);
        assert.equal(exitCode, 2);
    });

    it("can't tell when the cluster can't be reached", async () => {
        const { exitCode, said } = await checkCluster(stack, { KUBECONFIG: "/nowhere" });
        assert.match(
            said,
            /error: it can't be told whether the cluster is formed: There is no kubeconfig at \/nowhere/,
        );
        assert.equal(exitCode, 2);
    });
});
