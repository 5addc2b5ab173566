import assert from "node:assert/strict";
import { IssuerKind, Method, PullPolicy, ServiceType } from "../../../../components/args";
import { defaultChart } from "../../../../components/helm/chart";
import { defaultClusterDomain } from "../../../../components/model/addresses";
import { disruptionLimits } from "../../../../components/model/disruptionBudget";
import { defaultName } from "../../../../components/model/names";
import { minReadySeconds, readinessDelay } from "../../../../components/model/readiness";
import { deployTimeout } from "../../../../components/model/rollout";
import { defaultReplicas } from "../../../../components/model/replicas";
import { defaultResources } from "../../../../components/model/resources";
import { defaultImage } from "../../../../components/rig/image";
import {
    argumentDocumentation,
    interfaceNames,
    propertyNames,
    type Documentation,
} from "../../../../docs/argumentDocs";
import { at } from "../../at";
import { gateway } from "../../mocks";

const code = (text: string) => `\`${text}\``;

const { requests, limits } = defaultResources;
const withKey = { settingsFrom: { JWT_SECRET_KEY: { existingSecret: { name: "jwt", key: "key" } } } };
const timeoutOf = (replicas: number) => deployTimeout({ replicas, minReadySeconds: 0 });
const timeout = timeoutOf(0);

/** Defaults that repeat a constant, by interface and property, each as it follows from the constant. */
const expected: Readonly<Record<string, string>> = {
    "GatewayArgs.name": code(defaultName),
    "GatewayArgs.method": code(Method.Manifests),
    "GatewayArgs.replicas": `${defaultReplicas}; with \`autoscaling\` to its \`min\``,
    "GatewayArgs.serviceType": code(ServiceType.ClusterIP),
    "GatewayArgs.image": `RIG's own, ${code(defaultImage.tag)}`,
    "GatewayArgs.clusterDomain": code(defaultClusterDomain),
    "GatewayArgs.resources": `requests of ${requests.cpu} and ${requests.memory} and a memory limit of ${limits.memory}`,
    "GatewayArgs.disruptionBudget": `\`maxUnavailable\` ${disruptionLimits({}).maxUnavailable}, with 2 or more replicas`,
    "GatewayArgs.minReadySeconds": `${minReadySeconds({})}, less \`readinessProbe.initialDelaySeconds\``,
    "GatewayArgs.deployTimeout":
        `${timeout} + replicas × (${timeoutOf(1) - timeout} + \`minReadySeconds\` + ` +
        "`readinessProbe.initialDelaySeconds`); with `autoscaling` its `max` counts",
    "ImageArgs.repository": code(defaultImage.repository),
    "ImageArgs.tag": code(defaultImage.tag),
    "ImageArgs.pullPolicy": code(PullPolicy.IfNotPresent),
    "ChartArgs.name": code(defaultChart.name),
    "ChartArgs.version": code(defaultChart.version),
    "IssuerArgs.kind": code(IssuerKind.Issuer),
    "ReadinessProbeArgs.initialDelaySeconds": `${readinessDelay({ ...withKey, replicas: 2 })} with \`JWT_SECRET_KEY\` and 2 or more replicas, else to ${readinessDelay({ ...withKey, replicas: 1 })}`,
    "DisruptionBudgetArgs.maxUnavailable": `${disruptionLimits({}).maxUnavailable}, without \`minAvailable\``,
};

/** Defaults with a number or a name that repeat no constant, or that a test below compares with the objects. */
const withoutConstant = [
    "GatewayArgs.objectNames",
    "GatewayArgs.runAs",
    "GatewayArgs.readinessProbe",
    "GatewayArgs.tls",
    "AutoscalingArgs.behavior",
    "CookieArgs.rotation",
    "EgressPort.protocol",
    "NetworkPolicyArgs.dns",
    "ObjectNameArgs.deployment",
    "ObjectNameArgs.service",
    "ObjectNameArgs.headlessService",
    "RunAsArgs.user",
    "RunAsArgs.group",
    "RunAsArgs.fsGroup",
    "RunningArgs.cookieRotation",
];

const documented = new Map<string, Documentation | undefined>(
    interfaceNames.flatMap((type) =>
        propertyNames(type).map((name) => [`${type}.${name}`, argumentDocumentation(type, name)] as const),
    ),
);

const defaultText = (property: string) => documented.get(property)?.default ?? "";

describe("the defaults in the documentation of the arguments", () => {
    for (const [property, text] of Object.entries(expected)) {
        it(`are those of the constants: ${property}`, () => {
            assert.equal(defaultText(property), text);
        });
    }

    it("are compared where they repeat a number or a name", () => {
        const literal = [...documented.keys()].filter((property) => /\d|`/.test(defaultText(property)));
        assert.deepEqual(literal.sort(), [...Object.keys(expected), ...withoutConstant].sort());
    });

    it("are those of the pods' user and groups", async () => {
        const { inputs } = (await gateway()).one("kubernetes:apps/v1:Deployment");
        const context = at(inputs, "spec", "template", "spec", "securityContext");
        for (const [name, field] of [
            ["user", "runAsUser"],
            ["group", "runAsGroup"],
            ["fsGroup", "fsGroup"],
        ] as const) {
            assert.match(defaultText(`RunAsArgs.${name}`), new RegExp(`^${String(at(context, field))},`));
        }
        assert.ok(defaultText("GatewayArgs.runAs").startsWith(`uid and gid ${String(at(context, "runAsUser"))},`));
    });

    it("are those of the autoscaler", async () => {
        const { inputs } = (await gateway({ autoscaling: { min: 2, max: 3, cpu: 70 } })).one(
            "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
        );
        const down = at(inputs, "spec", "behavior", "scaleDown");
        assert.deepEqual(at(down, "policies"), [{ type: "Pods", value: 1, periodSeconds: 60 }]);
        const text = defaultText("AutoscalingArgs.behavior");
        assert.ok(
            text.includes("one pod a minute") && text.includes(`${String(at(down, "stabilizationWindowSeconds"))} s`),
        );
    });

    it("stand at every property that may be left out, and at no other", () => {
        const wrong = [...documented].filter(([, found]) => found?.isOptional !== (found?.default !== undefined));
        assert.deepEqual(wrong, []);
    });
});
