import assert from "node:assert/strict";
import { kubectl, kubectlWith } from "./kubectl";
import { failure, TestStack, type Configuration } from "./stack";

const name = "quotas";
const namespace = `rig-${name}`;
const image = "accenture/reactive-interaction-gateway:3.0.0";
const own: Configuration = { "rig:createNamespace": false, "rig:minReadySeconds": 0 };
const requests = { cpu: "250m", memory: "256Mi" };
const limits = { memory: "512Mi" };

/** Specs of a LimitRange and a ResourceQuota, under which the pods are admitted or not. */
const cases: readonly { title: string; ranges?: object[]; hard?: object; admitted: boolean }[] = [
    { title: "everything within", ranges: [{ type: "Container", min: { cpu: "0.25" }, max: limits }], admitted: true },
    { title: "a minimum", ranges: [{ type: "Container", min: { cpu: "0.3" } }], admitted: false },
    { title: "a maximum of containers", ranges: [{ type: "Container", max: { memory: "511Mi" } }], admitted: false },
    { title: "a maximum of pods", ranges: [{ type: "Pod", max: { memory: "0.4Gi" } }], admitted: false },
    {
        title: "a ratio that is kept",
        ranges: [{ type: "Container", maxLimitRequestRatio: { memory: "2" } }],
        admitted: true,
    },
    { title: "a ratio", ranges: [{ type: "Container", maxLimitRequestRatio: { memory: "1.9" } }], admitted: false },
    { title: "a default below the request", ranges: [{ type: "Container", default: { cpu: "0.2" } }], admitted: false },
    { title: "a quota for what isn't said", hard: { "limits.cpu": "8" }, admitted: false },
    {
        title: "a quota for what a LimitRange says",
        ranges: [{ type: "Container", default: { cpu: "1" } }],
        hard: { "limits.cpu": "8" },
        admitted: true,
    },
    { title: "a quota of pods", hard: { pods: "0" }, admitted: false },
    { title: "a quota that is too small", hard: { "requests.memory": "255Mi" }, admitted: false },
    {
        title: "a quota that is large enough",
        hard: { memory: "1Gi", "limits.memory": "2Gi", pods: "9" },
        admitted: true,
    },
];

describe("a namespace's LimitRange and quota", () => {
    let stack: TestStack;

    const object = (apiVersion: string, kind: string, spec: object) => ({
        apiVersion,
        kind,
        metadata: { name: "given", namespace },
        spec,
    });

    /** Puts them in place, and waits until the quota is counted: before that the API server admits nothing. */
    const allow = async ({ ranges, hard }: { ranges?: object[]; hard?: object }) => {
        await kubectl("delete", "limitrange,resourcequota", "-n", namespace, "--all");
        if (ranges !== undefined) {
            await kubectlWith(object("v1", "LimitRange", { limits: ranges }), "apply");
        }
        if (hard !== undefined) {
            await kubectlWith(object("v1", "ResourceQuota", { hard }), "apply");
            await kubectl("wait", "resourcequota/given", "-n", namespace, "--for=jsonpath={.status.hard}");
        }
    };

    before(async () => {
        await kubectl("create", "namespace", namespace);
        stack = await TestStack.create(name, { ...own, "rig:replicas": 1 });
    });

    after(async () => {
        await stack.destroy();
        await kubectl("delete", "namespace", namespace);
    });

    for (const { title, admitted, ...given } of cases) {
        it(`is judged as the API server does: ${title}`, async () => {
            await allow(given);
            const pod = object("v1", "Pod", { containers: [{ name: "rig", image, resources: { requests, limits } }] });
            const created = kubectlWith(pod, "create", "--dry-run=server");
            const previewed = stack.preview();
            if (admitted) {
                await Promise.all([created, previewed]);
            } else {
                assert.match(await failure(created), /forbidden|must be less than or equal/);
                assert.match(await failure(previewed), /(LimitRange|ResourceQuota) rig-quotas\/given: .*/);
            }
        });
    }

    it("is warned of when there is no room at present, or not for a rollout", async () => {
        await allow({ hard: { pods: "2" } });
        const other = object("v1", "Pod", { containers: [{ name: "other", image }] });
        await kubectlWith({ ...other, metadata: { ...other.metadata, name: "other" } }, "create");
        await kubectl("wait", "resourcequota/given", "-n", namespace, "--for=jsonpath={.status.used.pods}=1");
        stack.configure({ ...own, "rig:replicas": 2, "rig:deployTimeout": 30 });
        const warning = /allows 2 of pods, of which 1 are used, and 2 pods together need 2: pods will be missing/;
        assert.match((await stack.preview()).text, warning);
        assert.match(await failure(stack.up()), warning, "Pulumi's own error only says that pods are missing");
        await kubectl("delete", "pod", "other", "-n", namespace);
        assert.match(
            (await stack.up()).text,
            /there is no room for one pod more: a new pod starts before an old one ends/,
        );
    });
});
