import assert from "node:assert/strict";
import { kubectl, kubectlWith, object } from "../engine/kubectl";
import { failure, TestStack, type Configuration } from "../engine/stack";
import { at } from "../unit/at";
import { pods, readyEndpoints, type Pod } from "./cluster";
import { configuration, fullName, methods, randomCookie } from "./gateway";
import { reaches } from "./inside";
import { fullMesh, renew } from "./mesh";
import { stranger } from "./stranger";

/** Two gateways side by side: the check waits a minute before it gives up. */
const [one, two] = ["cluster-check-one", "cluster-check-two"] as const;
const [namespaceOne, namespaceTwo] = [`rig-${one}`, `rig-${two}`] as const;
const job = `${fullName}-check`;

const givenOne = (more: Configuration = {}) => configuration({ "rig:clusterCheck": true, "rig:replicas": 2, ...more });
const givenTwo = (more: Configuration = {}) =>
    configuration({
        ...methods.helm,
        "rig:clusterCheck": true,
        "rig:replicas": 1,
        "rig:settings": { API_HTTP_PORT: 8081 },
        ...more,
    });

const said = (namespace: string) => kubectl("logs", "-n", namespace, `job/${job}`);

describe("the Job of the cluster check", () => {
    let stacks: { one: TestStack; two: TestStack };

    const both = async <T>(action: (stack: TestStack) => Promise<T>) =>
        Promise.all([action(stacks.one), action(stacks.two)]);

    before(async () => {
        stacks = { one: await TestStack.create(one, givenOne()), two: await TestStack.create(two, givenTwo()) };
        await both((stack) => stack.up());
    });

    it("has let up succeed, since the clusters are formed: one of two nodes, and one of one with another port", async () => {
        assert.match(await said(namespaceOne), /^Pods: 2, wanted: 2\.\n[^]*formed: each of the 2 nodes is connected/);
        assert.match(await said(namespaceTwo), /^Pods: 1, wanted: 1\.\n[^]*The cluster is formed: it is one node\.$/m);
    });

    it("is no part of the gateway", async () => {
        const addresses = (await pods(namespaceOne)).map(({ address }) => address).sort();
        for (const service of [fullName, `${fullName}-admin`, `${fullName}-headless`]) {
            const found = [...new Set(await readyEndpoints(namespaceOne, service))].sort();
            assert.deepEqual(found, addresses, service);
        }
    });

    it("may reach the admin port, which nobody else may, and no other port of the gateway", async () => {
        const [pod] = await pods(namespaceOne);
        const template = at(await object(namespaceOne, "job", job), "spec", "template", "metadata", "labels");
        const [key, instance] = ["app.kubernetes.io/name", "app.kubernetes.io/instance"];
        const labels = { [key]: String(at(template, key)), [instance]: String(at(template, instance)) };
        const environment = { NODE_COOKIE: randomCookie() };
        const component = { "app.kubernetes.io/component": "cluster-check" };
        const like = await stranger(namespaceOne, "like", { labels: { ...labels, ...component }, environment });
        const other = await stranger(namespaceOne, "other", { labels: component, environment });
        const reached = async ({ name }: Pod) =>
            Promise.all([4010, 4000, 4369].map((port) => reaches(namespaceOne, name, String(pod?.address), port)));
        assert.deepEqual(await reached(like), [true, false, false]);
        assert.deepEqual(await reached(other), [false, true, false]);
        await kubectl("delete", "pod", "like", "other", "-n", namespaceOne, "--wait");
    });

    describe("when a node has another cookie, and when DNS is out of reach", () => {
        /** The cookie's Secret, changed behind Pulumi's back. */
        const setCookie = (data: Record<string, string>) =>
            kubectlWith(
                {
                    apiVersion: "v1",
                    kind: "Secret",
                    metadata: { name: `${fullName}-cookie`, namespace: namespaceOne },
                    data,
                },
                "apply",
                "--server-side",
                "--force-conflicts",
            );
        let before: string;

        it("lets up fail, and says who misses whom, and the likely cause", async () => {
            before = String(at(await object(namespaceOne, "secret", `${fullName}-cookie`), "data", "cookie"));
            await setCookie({ cookie: Buffer.from(randomCookie()).toString("base64") });
            stacks.one.configure(givenOne({ "rig:replicas": 3 }));
            const only53 = ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 }));
            const settings = { API_HTTP_PORT: 8082, LOG_LEVEL: "debug" };
            stacks.two.configure(
                givenTwo({ "rig:networkPolicy": { dns: { ports: only53 } }, "rig:settings": settings }),
            );
            const [foreign, deaf] = await both((stack) => failure(stack.up()));
            const alone = /([\d.]+): connected to 0 of 2 others, misses [\d.]+ [\d.]+\n/.exec(foreign)?.[1];
            assert.ok(alone);
            const missing = (await said(namespaceOne)).split(`connected to 1 of 2 others, misses ${alone}\n`);
            assert.equal(missing.length - 1, 2);
            assert.match(foreign, /policy, cookie or host: DNS names all nodes, but some aren't connected/);
            assert.match(foreign, /The cluster is NOT formed/);
            assert.match(deaf, /DNS: there is no answer for \S+: a policy closes the way to/);
            assert.match(deaf, /Whether the cluster is formed can't be told/);
        });

        it("is run again by the next up, also where nothing is allowed by default", async () => {
            const spec = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
            const metadata = { name: "everything", namespace: namespaceOne };
            await kubectlWith({ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec }, "apply");
            await setCookie({ cookie: before });
            await renew(namespaceOne);
            await fullMesh(namespaceOne, 3);
            stacks.two.configure(givenTwo());
            const [healed] = await both((stack) => stack.up());
            assert.deepEqual(healed.changes.replace, 1, "nothing but the Job was to be done");
            assert.match(await said(namespaceOne), /formed: each of the 3 nodes is connected/);
            assert.match(await said(namespaceTwo), /formed: it is one node/);
            const previews = await both((stack) => stack.preview());
            assert.deepEqual(
                previews.map(({ changes }) => Object.keys(changes)),
                [["same"], ["same"]],
            );
        });

        it("has left the old settings to go back to: pods that come in place of others find them", async () => {
            await renew(namespaceTwo);
            assert.deepEqual(Object.keys((await stacks.two.refresh()).changes), ["same"]);
        });
    });
});
