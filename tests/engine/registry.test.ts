import assert from "node:assert/strict";
import { Method, type GatewayArgs } from "../../components";
import { isRegistered } from "../../components/plannedObjects";
import { registry, resourceKeys } from "../../components/registry";
import { createClusterIssuer, deleteCertManager, installCertManager } from "./certManager";
import { TestStack, type Configuration, type Result } from "./stack";

const chart = { path: "tests/fixtures/charts/reactive-interaction-gateway" };

/** With as many resources as one gateway can have. */
const fullest: Partial<GatewayArgs> = {
    replicas: 2,
    minReadySeconds: 0,
    settings: { LOG_LEVEL: "info" },
    cookie: { rotation: 1 },
    tls: { issuer: { name: "registry", kind: "ClusterIssuer" }, hosts: ["push.example.com"] },
    networkPolicy: { adminFrom: [{ podSelector: {} }], egressTo: [{ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }] },
    clusterCheck: true,
    autoscaling: { min: 2, max: 3, cpu: 70 },
};

/** With as few as one gateway can have, in a namespace that is there. */
const least: Partial<GatewayArgs> = {
    namespace: "default",
    replicas: 1,
    minReadySeconds: 0,
    createNamespace: false,
    networkPolicy: { enabled: false },
};

/** The names of the gateway's resources that the engine was told of, without the one that is only read. */
function reported({ events }: Result): string[] {
    const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
    return steps
        .filter(
            ({ op, type, urn }) => op !== "read" && type !== "rig:index:Gateway" && urn.includes("rig:index:Gateway$"),
        )
        .map(({ urn }) => String(urn.split("::").at(-1)));
}

describe("the registry of resources", () => {
    before(async () => {
        await installCertManager();
        await createClusterIssuer("registry");
    });

    after(deleteCertManager);

    for (const [title, args] of Object.entries({ fullest, least })) {
        for (const method of [Method.Manifests, Method.Helm]) {
            it(`has what the engine is told of with the ${title} gateway by method ${method}`, async () => {
                const all = { ...args, method, ...(method === Method.Helm ? { chart } : {}) };
                const configuration: Configuration = {};
                for (const [key, value] of Object.entries(all)) {
                    configuration[`rig:${key}`] = value;
                }
                const stack = await TestStack.create(`registry-${title}-${method}`, configuration);
                const names = reported(await stack.preview());
                const registered = resourceKeys.filter((key) => isRegistered(key, all));
                assert.deepEqual(names.sort(), registered.map((key) => `gateway-${registry[key].resource}`).sort());
            });
        }
    }
});
