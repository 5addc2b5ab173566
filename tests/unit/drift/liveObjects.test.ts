import assert from "node:assert/strict";
import { liveObjects, type LiveObject } from "../../../drift/liveObjects";
import { driftWarnings } from "../../../drift/warnings";
import type { DesiredState } from "../../../deployed/desiredState";
import { movedFields, ownedPaths, pathName, valueAt, type ManagedFieldsEntry } from "../../../kubernetes/managedFields";
import type { FoundObject } from "../../../kubernetes/reader";
import { instanceLabel } from "../../../components/model/names";

const own = instanceLabel({ project: "rig", stack: "dev", name: "rig" });
const deployment = "Deployment rig-dev/rig-reactive-interaction-gateway";
const pulumi = "pulumi-kubernetes-1a2b3c4d";
const time = new Date("2026-01-02T03:04:05.000Z");
const secret = "never-shown";

/** Fields of RIG's container as the API server notes them. */
const inContainer = (fields: object) => ({
    "f:spec": { "f:template": { "f:spec": { "f:containers": { 'k:{"name":"rig"}': fields } } } },
});

const pulumis: ManagedFieldsEntry = {
    manager: pulumi,
    operation: "Apply",
    apiVersion: "apps/v1",
    fieldsV1: inContainer({
        ".": {},
        "f:name": {},
        "f:command": {},
        "f:env": { 'k:{"name":"LOG_LEVEL"}': { ".": {}, "f:name": {} } },
    }),
};

const by = (manager: string, fieldsV1: object, further: Partial<ManagedFieldsEntry> = {}): ManagedFieldsEntry => ({
    manager,
    operation: "Update",
    apiVersion: "apps/v1",
    time,
    fieldsV1,
    ...further,
});

const container = {
    name: "rig",
    image: "example.com/rig:other",
    env: [
        { name: "LOG_LEVEL", value: secret },
        { name: "FOREIGN", value: secret },
    ],
    args: [secret],
    resources: { requests: { cpu: "0.5", memory: "256Mi" }, limits: { memory: "512Mi" } },
};

const expected = (gateway: DesiredState["gateway"]): DesiredState => ({
    project: "rig",
    stack: "dev",
    namespace: "rig-dev",
    gateway,
});

async function warnings(owners: ManagedFieldsEntry[], gateway: DesiredState["gateway"] = {}): Promise<string[]> {
    return driftWarnings(await look(owners, gateway), expected(gateway));
}

async function look(owners: ManagedFieldsEntry[], gateway: DesiredState["gateway"] = {}): Promise<LiveObject[]> {
    const found: FoundObject = {
        labels: { "app.kubernetes.io/instance": own },
        data: {},
        spec: { replicas: 5, paused: true, template: { spec: { containers: [container] } } },
        managedFields: [pulumis, ...owners],
    };
    const reader = {
        minorVersion: 36,
        find: ({ kind }: { kind: string }) => Promise.resolve(kind === "Deployment" ? found : ("absent" as const)),
        findAll: () => Promise.resolve([]),
    };
    return liveObjects(reader, expected(gateway));
}

const scaled = by("kubectl", { "f:spec": { "f:replicas": {} } }, { subresource: "scale", time: undefined });

describe("what was changed behind a stack's back", () => {
    it("is told with its owner, its time, both values, and what an update does", async () => {
        assert.deepEqual(await warnings([scaled, by("kubectl-set", inContainer({ "f:image": {} }))]), [
            `${deployment}: spec.replicas is 5, and the configuration says 2, set by kubectl. An update puts it right.`,
            `${deployment}: spec.template.spec.containers[rig].image is "example.com/rig:other", and the configuration says "accenture/reactive-interaction-gateway:3.0.0", set by kubectl-set at 2026-01-02T03:04:05.000Z. An update puts it right, by other pods, one after the other.`,
        ]);
    });

    it("is no matter where the configuration says the same, or leaves it to an autoscaler", async () => {
        assert.deepEqual(await warnings([scaled], { replicas: 5 }), []);
        assert.deepEqual(await warnings([scaled], { autoscaling: { min: 2, max: 8, cpu: 70 } }), []);
        const cpu = inContainer({ "f:resources": { "f:requests": { "f:cpu": {} } } });
        const requests = { cpu: "500m", memory: "256Mi" };
        assert.deepEqual(await warnings([by("kubectl-edit", cpu)], { resources: { requests } }), []);
        const [warning] = await warnings([by("kubectl-edit", cpu)]);
        assert.match(String(warning), /resources\.requests\.cpu is "500m", and the configuration says "250m"/);
    });

    it("is told without values that may be secrets", async () => {
        const fields = { "f:env": { 'k:{"name":"LOG_LEVEL"}': { "f:value": {} } }, "f:args": {} };
        const told = await warnings([by("kubectl-edit", inContainer(fields))]);
        assert.equal(told.length, 2);
        assert.match(String(told[0]), /env\[LOG_LEVEL\] is another one than the configuration says/);
        assert.match(String(told[1]), /containers\[rig\]\.args is another one than the configuration says/);
        assert.ok(!JSON.stringify(told).includes(secret));
    });

    it("is no restart, no status and nothing that an operator adds; what kubectl adds is left, and told", async () => {
        const restart = {
            "f:spec": {
                "f:template": {
                    "f:metadata": { "f:annotations": { ".": {}, "f:kubectl.kubernetes.io/restartedAt": {} } },
                },
            },
        };
        const added = inContainer({
            "f:env": { 'k:{"name":"FOREIGN"}': { ".": {}, "f:name": {}, "f:value": {} } },
        });
        const status = by("kube-controller-manager", { "f:status": { "f:replicas": {} } }, { subresource: "status" });
        assert.deepEqual(await warnings([by("kubectl-rollout", restart), by("reloader", added), status]), []);
        assert.deepEqual(await warnings([by("kubectl-set", added)]), [
            `${deployment}: spec.template.spec.containers[rig].env[FOREIGN] isn't of this stack, set by kubectl-set at 2026-01-02T03:04:05.000Z. An update leaves it as it is; take it out with kubectl if it shouldn't be there.`,
        ]);
    });

    it("is a pause of the rollout, too, and the annotation of the cookie, but no toleration of someone else's", async () => {
        assert.match(
            String(await warnings([by("kubectl-rollout", { "f:spec": { "f:paused": {} } })])),
            /spec\.paused is true, and the configuration says otherwise, set by kubectl-rollout/,
        );
        const annotations = { "f:metadata": { "f:annotations": { "f:checksum/cookie": {} } } };
        const edited = by("kubectl-edit", { "f:spec": { "f:template": annotations } });
        assert.match(String(await warnings([edited])), /annotations\.checksum\/cookie is another one/);
        const tolerations = { "f:spec": { "f:template": { "f:spec": { "f:tolerations": {} } } } };
        assert.match(String(await warnings([by("kubectl-edit", tolerations)])), /isn't of this stack/);
        const given = { tolerations: [{ key: "edge", operator: "Exists" }] };
        assert.match(String(await warnings([by("kubectl-edit", tolerations)], given)), /An update puts it right/);
    });

    it("is put right without a word where the stack said the same before", async () => {
        const shared = { ...pulumis, fieldsV1: { "f:spec": { "f:replicas": {}, "f:strategy": {} } } };
        const others = by("kube-controller-manager", { "f:spec": { "f:replicas": {}, "f:strategy": {} } });
        const [live] = await look([shared, others]);
        assert.deepEqual(
            live?.drifted.map(({ path }) => pathName(path)),
            ["spec.replicas"],
        );
        assert.deepEqual(await warnings([shared, others]), []);
        const [same] = await look([shared, others], { replicas: 5 });
        assert.deepEqual(same?.drifted, []);
    });

    it("isn't looked for during an adoption", async () => {
        assert.deepEqual(await warnings([scaled], { adopt: "import", createNamespace: false }), []);
    });
});

describe("the owners of fields", () => {
    it("hand over what is asked for, and keep the rest", () => {
        const rest = { "f:spec": { "f:paused": {} } };
        const edited = by("kubectl-edit", { "f:spec": { "f:paused": {}, "f:minReadySeconds": {} } });
        const paths = [
            ["f:spec", "f:replicas"],
            ["f:spec", "f:minReadySeconds"],
        ];
        const moved = movedFields([pulumis, scaled, edited], paths, "heir");
        assert.deepEqual(moved.slice(0, 2), [pulumis, { ...edited, fieldsV1: rest }]);
        const [heir, ...none] = moved.slice(2);
        assert.deepEqual(none, []);
        assert.deepEqual([heir?.manager, heir?.operation, heir?.subresource], ["heir", "Update", undefined]);
        assert.deepEqual(heir?.fieldsV1, { "f:spec": { "f:replicas": {}, "f:minReadySeconds": {} } });
        // Someone who has fields already has these, too.
        const again = movedFields(moved, [["f:spec", "f:paused"]], "heir");
        assert.deepEqual(again.find(({ manager }) => manager === "heir")?.fieldsV1, {
            "f:spec": { "f:replicas": {}, "f:minReadySeconds": {}, "f:paused": {} },
        });
        assert.deepEqual(movedFields([pulumis], [["f:spec", "f:nothing"]], "heir"), [pulumis]);
    });

    it("have paths that lead to a value, and have a name", () => {
        const [path] = ownedPaths(by("m", inContainer({ "f:env": { 'k:{"name":"LOG_LEVEL"}': { "f:value": {} } } })));
        assert.ok(path !== undefined);
        assert.equal(pathName(path), "spec.template.spec.containers[rig].env[LOG_LEVEL].value");
        assert.equal(valueAt({ spec: { template: { spec: { containers: [container] } } } }, path), secret);
        assert.equal(
            pathName(["f:spec", "f:ports", 'k:{"port":4000,"protocol":"TCP"}', "f:targetPort"]),
            "spec.ports[4000/TCP].targetPort",
        );
    });
});
