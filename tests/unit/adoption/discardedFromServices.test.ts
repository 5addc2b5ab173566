import assert from "node:assert/strict";
import { findAdoptedObjects } from "../../../adoption/adoptedObjects";
import { adoptionStepProblems } from "../../../adoption/stepProblems";
import { discardedConfiguration } from "../../../adoption/discardedConfiguration";
import type { ClusterReader, FoundObject, ListedObject } from "../../../kubernetes/reader";
import type { GatewayArgs } from "../../../components";
import { objectNames } from "../../../components/model/names";

const names = objectNames("rig");
const [rig, headless] = [names.publicService, names.headlessService];

/** RIG with these ports in Services and pods, and a mesh's container before its own. */
function existing(ports: readonly number[]): Record<string, FoundObject> {
    const spec = { type: "ClusterIP", selector: { app: "rig" }, ports: ports.map((port) => ({ port })) };
    const containers = [
        { name: "proxy" },
        {
            name: "rig",
            env: [
                { name: "INBOUND_PORT", value: String(ports[0]) },
                { name: "NODE_COOKIE", value: "magiccookie" },
            ],
        },
    ];
    const template = { metadata: { labels: { app: "rig" } }, spec: { containers } };
    const object = { labels: {}, data: {} };
    return {
        [`Deployment/${names.deployment}`]: { ...object, spec: { template }, status: { availableReplicas: 1 } },
        [`Service/${rig}`]: { ...object, spec: { ...spec, clusterIP: "10.0.0.1" } },
        [`Service/${headless}`]: { ...object, spec: { ...spec, clusterIP: "None" } },
    };
}

type Listed = Record<string, readonly Omit<ListedObject, "labels" | "data">[] | "forbidden">;

/** A cluster with this RIG, and these objects of other kinds, by `Kind` or, for one namespace only, `Kind/namespace`. */
function cluster(ports: readonly number[], listed: Listed = {}): ClusterReader {
    const found = existing(ports);
    return {
        minorVersion: 36,
        find: ({ kind, name }) => Promise.resolve(found[`${kind}/${name}`] ?? "absent"),
        findAll: ({ kind, namespace }) => {
            const all = (namespace === undefined ? undefined : listed[`${kind}/${namespace}`]) ?? listed[kind] ?? [];
            return Promise.resolve(all === "forbidden" ? all : all.map((each) => ({ ...each, labels: {}, data: {} })));
        },
    };
}

async function forecast(
    ports: readonly number[],
    listed: Listed = {},
    args: Omit<GatewayArgs, "namespace"> = {},
): Promise<string> {
    const adopted = await findAdoptedObjects(cluster(ports, listed), "rig-dev", names);
    const gateway = { adopt: "import" as const, ...args };
    return discardedConfiguration({ project: "rig", stack: "dev", namespace: "rig-dev", gateway }, adopted).join("\n");
}

const backend = (name: string, port: object) => ({ backend: { service: { name, port } } });
const standard = [4000, 4001, 4010, 4011];

describe("the forecast of an adoption, for the Services", () => {
    it("names the ports that go, of the headless one, too", async () => {
        const text = await forecast([4000, 7000, 7010]);
        assert.match(text, /^Step replace removes the ports 7000, 7010 from the public Service\./m);
        assert.match(
            text,
            /^Step replace removes the ports 4000, 7000, 7010 from the headless Service\. .*-admin \(4010\)\.$/m,
        );
        const dist = await forecast([4000, 4369, 9100]);
        assert.match(dist, /the ports 4000 from the headless Service/);
    });

    it("names Ingresses, with the port that they lead to, and whether that stays", async () => {
        const paths = [
            backend(rig, { number: 4010 }),
            backend(rig, { number: 4010 }),
            backend(rig, { number: 4001 }),
            backend(rig, { name: "proxy-http" }),
            backend(rig, { name: "http" }),
            backend("orders", { number: 4010 }),
        ];
        const rules = [{ http: { paths } }, { host: "h" }];
        const defaultBackend = backend(headless, { number: 4000 }).backend;
        const ingress = { name: "edge", namespace: "rig-dev", spec: { defaultBackend, rules } };
        const listed = { "Ingress/rig-dev": [ingress, { name: "empty" }], Ingress: "forbidden" } as const;
        const to = (port: number | string, service = rig) =>
            `Ingress rig-dev/edge (port ${port} of Service ${service})`;
        const text = await forecast(standard, listed);
        assert.ok(
            text.includes(
                `After step replace, these lead to no port: ${to(4000, headless)}; ${to(4010)}; ${to(4001)}; ${to("http")}. Point them to port 4000 of Service ${rig}, or port 4010 of Service ${rig}-admin.`,
            ),
            text,
        );
        assert.ok(
            text.includes(`Step replace interrupts these, and they work again afterwards: ${to("proxy-http")}.`),
            text,
        );
        const files = { settingsFrom: { HTTPS_CERTFILE: { existingSecret: { name: "tls", key: "tls.crt" } } } };
        const secure = await forecast(standard, listed, files);
        assert.ok(secure.includes(`they work again afterwards: ${to(4001)}; ${to("proxy-http")}.`), secure);
    });

    it("names HTTPRoutes of any namespace, and of other kinds of backends nothing", async () => {
        const route = (namespace: string, ...backendRefs: object[]) => ({
            name: "edge",
            namespace,
            spec: { rules: [{ backendRefs }, {}] },
        });
        const mirror = { requestMirror: { backendRef: { name: rig, namespace: "rig-dev", port: 4011 } } };
        const text = await forecast(standard, {
            HTTPRoute: [
                route("rig-dev", { name: rig, port: 4000 }),
                route("web", { name: rig, namespace: "rig-dev", port: 4010 }),
                { name: "mirror", namespace: "web", spec: { rules: [{ filters: [mirror, {}] }] } },
                route("other", { name: rig, port: 4010 }, { kind: "ServiceImport", name: rig, namespace: "rig-dev" }),
            ],
        });
        assert.ok(
            text.includes(
                `After step replace, these lead to no port: HTTPRoute web/edge (port 4010 of Service ${rig}); HTTPRoute web/mirror (port 4011 of Service ${rig}).`,
            ),
            text,
        );
        assert.ok(
            text.includes(`they work again afterwards: HTTPRoute rig-dev/edge (port 4000 of Service ${rig}).`),
            text,
        );
        assert.doesNotMatch(text, /other/);
    });

    it("names ExternalName Services of any namespace", async () => {
        const alias = (name: string, externalName: string, type = "ExternalName") => ({
            name,
            namespace: "web",
            spec: { type, externalName },
        });
        const text = await forecast(standard, {
            Service: [
                alias("full", `${rig}.rig-dev.svc.cluster.local`),
                alias("nodes", `${headless}.rig-dev`),
                alias("theirs", `${rig}.other.svc.cluster.local`),
                alias("host", `${rig}.rig-dev.example.com`),
                alias("plain", `${rig}.rig-dev.svc`, "ClusterIP"),
                { name: "none", namespace: "web" },
            ],
        });
        assert.ok(
            text.includes(
                `Other names of the adopted Services: Service web/full (Service ${rig}); Service web/nodes (Service ${headless}). After step replace, clients of these names need port 4000, or port 4010 of Service ${rig}-admin.`,
            ),
            text,
        );
    });

    it("says what may not be looked at, and looks at what may", async () => {
        const own = {
            name: "own",
            namespace: "rig-dev",
            spec: { type: "ExternalName", externalName: `${rig}.rig-dev` },
        };
        const text = await forecast(standard, {
            Ingress: "forbidden",
            Service: "forbidden",
            "Service/rig-dev": [own],
            HTTPRoute: "forbidden",
        });
        assert.ok(text.includes("Other names of the adopted Services: Service rig-dev/own"), text);
        assert.ok(
            text.includes(
                "may not list: Ingresses of namespace rig-dev, ExternalName Services of other namespaces, HTTPRoutes of namespace rig-dev, HTTPRoutes of other namespaces.",
            ),
            text,
        );
    });

    it("is silent about what there isn't", async () => {
        assert.doesNotMatch(await forecast(standard), /Leads|Interrupted|Other names|looked at/);
    });
});

describe("a public Service without port 4000", () => {
    it("is refused with the command that gives it one, beside its own", async () => {
        const reader = cluster([7000, 7010]);
        const adopted = await findAdoptedObjects(reader, "rig-dev", names);
        const desired = {
            project: "rig",
            stack: "dev",
            namespace: "rig-dev",
            gateway: { adopt: "import" as const },
        };
        const problems = await adoptionStepProblems(reader, desired, adopted);
        assert.deepEqual(
            problems.map(({ message }) => message),
            [
                `it has no port 4000, which is the gateway's only public port afterwards. It has: 7000, 7010. First add that port, and move its clients to it: kubectl patch service ${rig} -n rig-dev --type json -p '[{"op":"add","path":"/spec/ports/-","value":{"name":"adopted","port":4000,"targetPort":7000}}]'`,
            ],
        );
    });
});
