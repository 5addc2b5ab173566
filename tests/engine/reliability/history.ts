import assert from "node:assert/strict";
import { portNames } from "../../../components/rig/ports";
import { isRecord } from "../../../components/validation/record";
import { at } from "../../unit/at";
import { kubectl } from "../kubectl";
import { namedObjects } from "../needs";

const kinds = {
    Pod: "api/v1/namespaces/NAMESPACE/pods",
    ConfigMap: "api/v1/namespaces/NAMESPACE/configmaps",
    Secret: "api/v1/namespaces/NAMESPACE/secrets",
    ServiceAccount: "api/v1/namespaces/NAMESPACE/serviceaccounts",
    Deployment: "apis/apps/v1/namespaces/NAMESPACE/deployments",
    NetworkPolicy: "apis/networking.k8s.io/v1/namespaces/NAMESPACE/networkpolicies",
    EndpointSlice: "apis/discovery.k8s.io/v1/namespaces/NAMESPACE/endpointslices",
};

type Kind = keyof typeof kinds;

/** The objects of a namespace at one moment, by `Kind/name`. */
type Objects = Map<string, unknown>;

interface Change {
    readonly revision: number;
    readonly key: string;
    /** Undefined when it was deleted. */
    readonly object: unknown;
}

const kindNames = [
    "Pod",
    "ConfigMap",
    "Secret",
    "ServiceAccount",
    "Deployment",
    "NetworkPolicy",
    "EndpointSlice",
] as const satisfies readonly Kind[];

/**
 * What becomes of a namespace, change by change: the API server keeps each, and numbers those of all kinds in one order.
 * So a rule can be checked for every moment, also for those between two looks.
 */
export class History {
    private constructor(
        private readonly namespace: string,
        private readonly from: ReadonlyMap<Kind, string>,
        private readonly objects: Objects,
    ) {}

    /** Begins now. */
    static async begin(namespace: string): Promise<History> {
        const objects: Objects = new Map();
        const from = new Map<Kind, string>();
        await Promise.all(
            kindNames.map(async (kind) => {
                const list: unknown = JSON.parse(await kubectl("get", "--raw", path(kind, namespace)));
                from.set(kind, String(at(list, "metadata", "resourceVersion")));
                const items = at(list, "items");
                for (const item of Array.isArray(items) ? items : []) {
                    objects.set(`${kind}/${String(at(item, "metadata", "name"))}`, item);
                }
            }),
        );
        return new History(namespace, from, objects);
    }

    /**
     * Checks what has happened until now: at each moment each pod, and each Deployment that isn't going away, had every
     * object that it names, and each pod a policy that opens its public port.
     *
     * @param gateway Name of the Deployment.
     * @param ready How many pods were to be ready, and to be among the endpoints of the Service, at each moment.
     */
    async check(gateway: string, ready: number): Promise<void> {
        const objects = new Map(this.objects);
        checkMoment(objects, gateway, ready, "at the beginning");
        for (const { revision, key, object } of await this.changes()) {
            if (object === undefined) {
                objects.delete(key);
            } else {
                objects.set(key, object);
            }
            checkMoment(objects, gateway, ready, `after ${key} at ${revision}`);
        }
    }

    private async changes(): Promise<Change[]> {
        const changes = await Promise.all(
            [...this.from].map(async ([kind, version]) => {
                const query = `?watch=1&timeoutSeconds=1&resourceVersion=${version}`;
                const lines = (await kubectl("get", "--raw", `${path(kind, this.namespace)}${query}`)).split("\n");
                return lines.filter((line) => line !== "").map((line) => change(kind, line));
            }),
        );
        return changes.flat().sort((one, other) => one.revision - other.revision);
    }
}

const path = (kind: Kind, namespace: string) => `/${kinds[kind].replace("NAMESPACE", namespace)}`;

function change(kind: Kind, line: string): Change {
    const event: unknown = JSON.parse(line);
    const object = at(event, "object");
    const type = at(event, "type");
    assert.ok(isRecord(object) && type !== "ERROR", line);
    return {
        revision: Number(at(object, "metadata", "resourceVersion")),
        key: `${kind}/${String(at(object, "metadata", "name"))}`,
        object: type === "DELETED" ? undefined : object,
    };
}

function checkMoment(objects: Objects, gateway: string, ready: number, when: string): void {
    const all = [...objects];
    const staying = (kind: Kind) =>
        all.flatMap(([key, object]) =>
            key.startsWith(`${kind}/${gateway}`) && at(object, "metadata", "deletionTimestamp") === undefined
                ? [object]
                : [],
        );
    const pods = staying("Pod");
    const opened = staying("NetworkPolicy").flatMap((policy) => policyPorts(policy));
    for (const object of [...pods, ...staying("Deployment")]) {
        const spec = at(object, "spec", "template", "spec") ?? at(object, "spec");
        const needed = [...namedObjects(spec), `ServiceAccount/${String(at(spec, "serviceAccountName"))}`];
        const missing = needed.filter((each) => !objects.has(each));
        assert.deepEqual(missing, [], `${String(at(object, "metadata", "name"))} misses it ${when}`);
        const ports = at(spec, "containers", 0, "ports");
        const port: unknown = Array.isArray(ports)
            ? ports.find((each: unknown) => at(each, "name") === portNames.public)
            : undefined;
        assert.ok(opened.includes(at(port, "containerPort")), `no policy opens the public port ${when}`);
    }
    const readyPods = pods.filter((pod) => isTrue(at(pod, "status", "conditions"), "Ready"));
    assert.ok(readyPods.length >= ready, `${readyPods.length} pods are ready ${when}`);
    if (ready > 0) {
        const endpoints = all
            .filter(([, slice]) => at(slice, "metadata", "labels", "kubernetes.io/service-name") === gateway)
            .flatMap(([, slice]) => at(slice, "endpoints"))
            .filter((endpoint) => at(endpoint, "conditions", "ready") === true);
        assert.ok(endpoints.length > 0, `the Service has no endpoint ${when}`);
    }
}

function policyPorts(policy: unknown): unknown[] {
    const rules = at(policy, "spec", "ingress");
    return (Array.isArray(rules) ? rules : []).flatMap((rule) => {
        const ports = at(rule, "ports");
        return Array.isArray(ports) ? ports.map((port) => at(port, "port")) : [];
    });
}

function isTrue(conditions: unknown, type: string): boolean {
    return (
        Array.isArray(conditions) &&
        conditions.some((each) => at(each, "type") === type && at(each, "status") === "True")
    );
}
