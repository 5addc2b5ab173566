import assert from "node:assert/strict";
import { quotaFindings } from "../../../preflight/quotas";
import type { ClusterReader, FoundObject, ListedObject } from "../../../kubernetes/reader";
import type { GatewayArgs } from "../../../components";
import { instanceLabel } from "../../../components/model/names";

const listed = (name: string, spec: Record<string, unknown>, status?: Record<string, unknown>): ListedObject => ({
    name,
    namespace: "rig-dev",
    labels: {},
    data: {},
    spec,
    ...(status && { status }),
});
const range = (...limits: object[]) => listed("range", { limits });
const quota = (hard: Record<string, string>, others: Record<string, unknown> = {}, used?: Record<string, string>) =>
    listed("quota", { hard, ...others }, used && { used });

/** Resources that say everything. */
const full = { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "1", memory: "512Mi" } };

interface Namespace {
    readonly ranges?: readonly ListedObject[] | "forbidden";
    readonly quotas?: readonly ListedObject[] | "forbidden";
    /** Whether the gateway is there, or what it has by kind. */
    readonly deployed?: boolean | Readonly<Record<string, FoundObject>>;
}

async function findings({ ranges = [], quotas = [], deployed = false }: Namespace, gateway: Partial<GatewayArgs> = {}) {
    const deployment: FoundObject = { labels: {}, data: {} };
    const found = typeof deployed === "object" ? deployed : deployed ? { Deployment: deployment } : {};
    const reader: ClusterReader = {
        minorVersion: 36,
        find: ({ kind }) => Promise.resolve(new Map(Object.entries(found)).get(kind) ?? "absent"),
        findAll: ({ kind }) => Promise.resolve(kind === "LimitRange" ? ranges : quotas),
    };
    const desired = { project: "rig", stack: "dev", namespace: "rig-dev", gateway };
    const { problems, warnings } = await quotaFindings(reader, desired);
    const texts = (found: typeof problems) => found.map(({ path, message }) => `${path.join()}: ${message}`);
    return { problems: texts(problems), warnings: texts(warnings) };
}

const nothing = { problems: [], warnings: [] };

describe("a LimitRange", () => {
    const problems = async (limits: object, gateway: Partial<GatewayArgs> = {}) =>
        (await findings({ ranges: [range(limits)] }, gateway)).problems;

    it("is met by what is within it, and by the default", async () => {
        const min = { cpu: "10m", memory: "256Mi" };
        const max = { cpu: "2", memory: "512Mi" };
        for (const type of ["Container", "Pod"]) {
            assert.deepEqual(await problems({ type, min, max, maxLimitRequestRatio: { memory: "2" } }), []);
        }
        assert.deepEqual(await problems({ type: "PersistentVolumeClaim", max: { storage: "1", memory: "1" } }), []);
    });

    it("refuses a container that asks for too little or too much", async () => {
        assert.deepEqual(await problems({ type: "Container", min: { cpu: "0.5" } }), [
            "LimitRange rig-dev/range: a pod of the gateway requests 250m of cpu, and this LimitRange allows at least 0.5 per container. Change resources, or the LimitRange.",
        ]);
        const [request, limit, ...others] = await problems({ type: "Container", max: { memory: "128Mi" } });
        assert.match(
            String(request),
            /requests 256Mi of memory, and this LimitRange allows at most 128Mi per container/,
        );
        assert.match(
            String(limit),
            /is limited to 512Mi of memory, and this LimitRange allows at most 128Mi per container/,
        );
        assert.deepEqual(others, []);
    });

    it("refuses a pod that is too large, and not one that is too small: others may put containers into it", async () => {
        assert.match(
            (await problems({ type: "Pod", max: { memory: "300Mi" } })).join(),
            /is limited to 512Mi of memory, and this LimitRange allows at most 300Mi per pod/,
        );
        const small = { type: "Pod", min: { memory: "1Gi" }, maxLimitRequestRatio: { memory: "1" } };
        assert.deepEqual(await problems(small), []);
    });

    it("refuses a limit that is too many times the request", async () => {
        assert.deepEqual(await problems({ type: "Container", maxLimitRequestRatio: { memory: "1.5", cpu: "1" } }), [
            "LimitRange rig-dev/range: a pod of the gateway requests 256Mi of memory and is limited to 512Mi, more than 1.5 times that. Change resources, or the LimitRange.",
        ]);
        // Without a request, the limit is the request.
        const same = { resources: { limits: { memory: "512Mi" } } };
        assert.deepEqual(await problems({ type: "Container", maxLimitRequestRatio: { memory: "1" } }, same), []);
    });

    it("refuses a request above the limit that it gives, unless another one may give a higher one", async () => {
        const low = { type: "Container", _default: { cpu: "200m", memory: "64Mi" } };
        assert.deepEqual(await problems(low), [
            "LimitRange rig-dev/range: a pod of the gateway requests 250m of cpu and has no limit, and this LimitRange sets one of 200m, which is less. Change resources, or the LimitRange.",
        ]);
        assert.deepEqual(await problems(low, { resources: full }), []);
        const two = [range(low), range({ type: "Container", _default: { cpu: "1" } })];
        assert.deepEqual(await findings({ ranges: two }), nothing);
    });

    it("is asked for the pod of the cluster check, too", async () => {
        const max = { type: "Container", max: { memory: "600Mi" } };
        const large = { clusterCheckResources: { limits: { memory: "1Gi" } } };
        assert.deepEqual(await problems(max, large), [], "without the check");
        const [first] = await problems(max, { clusterCheck: true, ...large });
        assert.match(
            String(first),
            /^LimitRange .* the pod of the cluster check requests 1Gi of memory, .* Change clusterCheck\.resources, or/,
        );
    });
});

describe("a ResourceQuota", () => {
    it("is met by what is within it, with one pod more for a rollout", async () => {
        const hard = { pods: "3", "requests.cpu": "750m", memory: "768Mi", "limits.memory": "1536Mi", services: "0" };
        assert.deepEqual(await findings({ quotas: [quota(hard)] }), nothing);
    });

    it("refuses pods that don't say what it limits, unless a LimitRange gives it", async () => {
        const quotas = [quota({ "limits.cpu": "8" })];
        const { problems } = await findings({ quotas });
        assert.deepEqual(problems, [
            "ResourceQuota rig-dev/quota: it limits limits.cpu, and a pod of the gateway doesn't set it. Set resources.limits.cpu.",
        ]);
        assert.deepEqual(await findings({ quotas }, { resources: full }), nothing);
        const ranges = [range({ type: "Container", _default: { cpu: "500m" } })];
        assert.deepEqual(await findings({ quotas, ranges }), nothing);
        assert.deepEqual(await findings({ quotas, ranges: "forbidden" }), nothing);
        const forRequests = [quota({ cpu: "8" })];
        const without = { resources: { requests: { memory: "256Mi" } } };
        assert.match(
            (await findings({ quotas: forRequests }, without)).problems.join(),
            /Set resources\.requests\.cpu\.$/,
        );
        const requested = [range({ type: "Container", defaultRequest: { cpu: "100m" } })];
        assert.deepEqual(await findings({ quotas: forRequests, ranges: requested }, without), nothing);
        assert.equal((await findings({ quotas, ranges: requested })).problems.length, 1);
    });

    it("refuses what never fits, whoever else uses it", async () => {
        const two = await findings({ quotas: [quota({ "limits.memory": "1000Mi" })] });
        assert.deepEqual(two.problems, [
            "ResourceQuota rig-dev/quota: it allows 1000Mi of limits.memory, and 2 pods together need 1Gi. Lower replicas or resources, or have the quota raised.",
        ]);
        const { problems } = await findings({ quotas: [quota({ pods: "3" })] }, { replicas: 3, clusterCheck: true });
        assert.deepEqual(problems, [
            "ResourceQuota rig-dev/quota: it allows 3 of pods, and 3 pods and the pod of the cluster check together need 4. Lower replicas or resources or clusterCheck.resources, or have the quota raised.",
        ]);
    });

    it("only warns of what others use, and of its own pods' share not at all", async () => {
        const quotas = [quota({ memory: "2Gi" }, {}, { memory: "1700Mi" })];
        const first = await findings({ quotas });
        assert.deepEqual(first.problems, []);
        assert.match(
            first.warnings.join(),
            /allows 2Gi of memory, of which 1700Mi are used, and 2 pods together need 512Mi/,
        );
        assert.deepEqual(await findings({ quotas, deployed: true }), nothing);
    });

    it("warns when a rollout, which needs a pod more, can't end", async () => {
        const { problems, warnings } = await findings({ quotas: [quota({ pods: "2" })], deployed: true });
        assert.deepEqual(problems, []);
        assert.match(
            warnings.join(),
            /allows 2 of pods, of which 0 are used, and there is no room for one pod more: a new/,
        );
        const others = quota({ memory: "1Gi" }, {}, { memory: "900Mi" });
        const narrow = await findings({ quotas: [others], deployed: true });
        assert.deepEqual(narrow.problems, []);
        assert.match(
            narrow.warnings.join(),
            /allows 1Gi of memory, of which 900Mi are used, and there is no room for one/,
        );
    });

    it("is left to the API server when it is for some pods only, or may not be read", async () => {
        const hard = { pods: "0" };
        for (const scope of ["Terminating", "BestEffort", "NotBestEffort", "PriorityClass"]) {
            assert.deepEqual(await findings({ quotas: [quota(hard, { scopes: [scope] })] }), nothing, scope);
        }
        assert.deepEqual(await findings({ quotas: [quota(hard, { scopeSelector: {} })] }), nothing);
        assert.equal((await findings({ quotas: [quota(hard, { scopes: ["NotTerminating"] })] })).problems.length, 1);
        assert.deepEqual(await findings({ quotas: "forbidden", ranges: "forbidden" }), nothing);
    });

    it("is no matter for the import of an adoption, which starts no pod", async () => {
        assert.deepEqual(await findings({ quotas: [quota({ pods: "0" })] }, { adopt: "import" }), nothing);
    });
});

describe("what came after the gateway", () => {
    const own = { "app.kubernetes.io/instance": instanceLabel({ project: "rig", stack: "dev", name: "rig" }) };
    const workload = (resources: object, replicas = 2, labels: Record<string, string> = own): FoundObject => ({
        labels,
        data: {},
        spec: { replicas, template: { spec: { containers: [{ name: "rig", resources }] } } },
    });
    const asked = { requests: { cpu: "0.25", memory: "256Mi" }, limits: { memory: "0.5Gi" } };
    const quotas = [quota({ "limits.memory": "1000Mi" })];
    const ranges = [range({ type: "Container", min: { cpu: "0.5" } })];
    const later = { quotas, ranges };

    it("is warned about when no more is asked for than before", async () => {
        const { problems, warnings } = await findings({ ...later, deployed: { Deployment: workload(asked) } });
        assert.deepEqual(problems, []);
        assert.match(
            warnings.join("\n"),
            /^LimitRange rig-dev\/range: .* at least 0\.5 .*as much, so this update goes on/,
        );
        assert.match(warnings.join("\n"), /ResourceQuota rig-dev\/quota: it allows 1000Mi .* No new pod is admitted/);
        const three = await findings({ ...later, deployed: { Deployment: workload(asked, 3) } });
        assert.deepEqual(three.problems, []);
    });

    it("is refused when more is asked for, or something else, or by another one's Deployment", async () => {
        for (const deployment of [
            workload(asked, 1),
            workload({ ...asked, requests: { cpu: "100m", memory: "256Mi" } }),
            workload({ limits: asked.limits }),
            workload({}),
            workload(asked, 2, {}),
        ]) {
            const { problems } = await findings({ ...later, deployed: { Deployment: deployment } });
            assert.equal(problems.length, 2, JSON.stringify(deployment));
        }
    });

    it("is refused when the cluster check is new, and not when it was there", async () => {
        const deployed = { Deployment: workload(asked) };
        const check = { clusterCheck: true };
        assert.ok((await findings({ ...later, deployed }, check)).problems.length > 0);
        const checked = { ...deployed, Job: workload(asked) };
        assert.deepEqual((await findings({ ...later, deployed: checked }, check)).problems, []);
        const smaller = { ...deployed, Job: workload({ requests: { cpu: "50m" } }) };
        assert.ok((await findings({ ...later, deployed: smaller }, check)).problems.length > 0);
    });
});
