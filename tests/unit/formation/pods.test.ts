import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { KubeConfig } from "@kubernetes/client-node";
import { GatewayPods } from "../../../formation/pods";
import { formationOf } from "../../../formation/formation";

const namespace = "rig-prod";
const labels = { app: "rig" };
const sidecar = { name: "proxy", ports: [{ name: "internal-http", containerPort: 15000 }], env: [] };
const rig = {
    name: "rig",
    ports: [{ name: "internal-http", containerPort: 8081 }],
    env: [{ name: "NODE_HOST", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } }],
};

const pod = (name: string, podIP: string, containers = [sidecar, rig]) => ({
    metadata: { name, namespace, labels },
    spec: { containers },
    status: { phase: "Running", podIP, conditions: [{ type: "Ready", status: "True" }] },
});

const answers: Record<string, unknown> = {
    "/apis/apps/v1/namespaces/rig-prod/deployments/d": { spec: { replicas: 4, selector: { matchLabels: labels } } },
    "/api/v1/namespaces/rig-prod/pods": {
        items: [
            pod("a", "10.0.0.1"),
            pod("b", "10.0.0.2"),
            pod("c", "10.0.0.3", [sidecar, { ...rig, name: "other", env: [] }]),
            pod("d", "10.0.0.4"),
        ],
    },
};

describe("what is asked of a pod in which another container stands before RIG's", () => {
    let server: Server;
    let pods: GatewayPods;
    let autoscaled: GatewayPods;
    /** What exec was asked for, by the containers' names, and the ports of port-forward. */
    const asked = { containers: new Set<string | null>(), ports: new Set<string | null>() };

    before(async () => {
        server = createServer(({ url = "" }, response) => {
            const { pathname, searchParams } = new URL(url, "http://server");
            if (pathname.endsWith("/log")) {
                // As the API server does for a pod with several containers.
                const named = searchParams.get("container") === "rig";
                if (pathname.includes("/d/")) {
                    response.writeHead(403, { "content-type": "text/plain" });
                    response.end("forbidden");
                    return;
                }
                response.writeHead(named ? 200 : 400, { "content-type": "text/plain" });
                response.end(
                    named
                        ? 'Connection attempt from node :"rig@10.0.0.2" rejected.\n'
                        : "a container name must be specified",
                );
                return;
            }
            response.setHeader("content-type", "application/json");
            response.statusCode = pathname in answers ? 200 : 404;
            response.end(JSON.stringify(answers[pathname] ?? {}));
        });
        // No answer is needed to see what was asked for.
        server.on("upgrade", ({ url = "" }, socket) => {
            const { pathname, searchParams } = new URL(url, "http://server");
            if (pathname.endsWith("/exec")) asked.containers.add(searchParams.get("container"));
            if (pathname.endsWith("/portforward")) asked.ports.add(searchParams.get("ports"));
            socket.destroy();
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const address = server.address();
        assert.ok(typeof address === "object" && address !== null);
        const kubeconfig = new KubeConfig();
        kubeconfig.loadFromClusterAndUser(
            { name: "c", server: `http://127.0.0.1:${address.port}`, skipTLSVerify: true },
            { name: "u" },
        );
        const gateway = {
            namespace,
            deploymentName: "d",
            dnsName: "headless.test",
            replicas: 2,
            target: { context: "c" },
        };
        pods = new GatewayPods(kubeconfig, gateway);
        autoscaled = new GatewayPods(kubeconfig, { ...gateway, autoscaling: { min: 2, max: 8 } });
    });

    after(() => {
        server.close();
    });

    it("is compared with the stack's number of pods, and with the Deployment's where an autoscaler sets it", async () => {
        assert.equal((await pods.observe()).wanted, 2);
        assert.equal((await autoscaled.observe()).wanted, 4);
    });

    it("is asked of RIG's: its admin port, its NODE_HOST, its log, and its tools", async () => {
        const observation = await pods.observe();
        // Where RIG's container isn't known, its port is that of most gateways.
        assert.deepEqual([...asked.ports], ["8081", "4010"]);
        const alone = observation.pods.map((each) => ({ ...each, members: [] }));
        const evidence = await pods.evidence(formationOf({ ...observation, pods: alone }));
        const { a } = evidence.pods;
        assert.ok(a !== undefined && !("unreadable" in a));
        assert.equal(a.nodeHost, "status.podIP");
        assert.deepEqual(a.rejectedNodes, ["rig@10.0.0.2"]);
        assert.deepEqual([...asked.containers], ["rig"]);
        assert.deepEqual(evidence.pods.c, {
            unreadable: "none of its containers is called rig. It has: proxy, other.",
        });
        const { d } = evidence.pods;
        assert.ok(d !== undefined && !("unreadable" in d) && "unreadable" in d.rejectedNodes);
        assert.match(d.rejectedNodes.unreadable, /403/);
    });
});
