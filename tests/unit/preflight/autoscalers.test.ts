import assert from "node:assert/strict";
import { autoscalerFindings } from "../../../preflight/autoscalers";
import type { DesiredState } from "../../../deployed/desiredState";
import type { ListedObject } from "../../../kubernetes/reader";
import { instanceLabel } from "../../../components/model/names";
import type { Problem } from "../../../components/validation/problem";

const full = "rig-reactive-interaction-gateway";
const own = { "app.kubernetes.io/instance": instanceLabel({ project: "rig", stack: "dev", name: "rig" }) };

const autoscaler = (labels: Record<string, string>, name = full): ListedObject => ({
    name: "h",
    labels,
    data: {},
    spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name } },
});

const scaling = { autoscaling: { min: 2, max: 8, cpu: 70 } };

async function findings(
    replicas: number | undefined,
    listed: readonly ListedObject[] | "forbidden",
    gateway: DesiredState["gateway"] = {},
): Promise<[problems: string[], warnings: string[]]> {
    const reader = {
        minorVersion: 36,
        find: () =>
            Promise.resolve(
                replicas === undefined ? ("absent" as const) : { labels: own, data: {}, spec: { replicas } },
            ),
        findAll: () => Promise.resolve(listed),
    };
    const desired: DesiredState = { project: "rig", stack: "dev", namespace: "rig-dev", gateway };
    const { problems, warnings } = await autoscalerFindings(reader, desired);
    const text = ({ path, message }: Problem) => `${path.join(".")}: ${message}`;
    return [problems.map(text), warnings.map(text)];
}

describe("autoscalers of the gateway's Deployment", () => {
    it("are refused when they are someone else's", async () => {
        for (const gateway of [{}, scaling]) {
            const [problems] = await findings(3, [autoscaler({})], gateway);
            assert.equal(problems.length, 1);
            assert.match(
                String(problems[0]),
                /^HorizontalPodAutoscaler rig-dev\/h: it isn't this gateway's.*Delete it/,
            );
        }
        assert.deepEqual(await findings(3, [autoscaler({}, "another")]), [[], []]);
        assert.deepEqual(await findings(3, "forbidden"), [[], []]);
    });

    it("go only when the number of pods stays, or becomes none", async () => {
        const [problems] = await findings(5, [autoscaler(own)]);
        assert.deepEqual(problems, [
            "autoscaling: there are 5 pods, and without autoscaling there would be 2 at once. Set replicas to 5, and change it afterwards.",
        ]);
        assert.deepEqual(await findings(5, [autoscaler(own)], { replicas: 5 }), [[], []]);
        assert.deepEqual(await findings(5, [autoscaler(own)], { replicas: 0 }), [[], []]);
        assert.deepEqual(await findings(5, [autoscaler(own)], scaling), [[], []]);
    });

    it("don't start from 0", async () => {
        const [problems] = await findings(0, [], scaling);
        assert.match(String(problems), /^autoscaling: the gateway is parked, and an autoscaler doesn't start from 0/);
        const [none, warnings] = await findings(0, [autoscaler(own)], scaling);
        assert.deepEqual(none, []);
        assert.match(String(warnings), new RegExp(`kubectl scale deployment/${full} -n rig-dev --replicas=2$`));
        assert.deepEqual(await findings(undefined, [], scaling), [[], []]);
    });
});
