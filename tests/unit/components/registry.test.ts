import assert from "node:assert/strict";
import type { GatewayArgs } from "../../../components";
import { objectNames } from "../../../components/model/names";
import { isRegistered, plannedObjects, suffixedObjects } from "../../../components/plannedObjects";
import { registry, resourceKeys } from "../../../components/registry";
import { at } from "../at";
import { gateway, type Registered } from "../mocks";

const peers = [{ podSelector: {} }];

/** Arguments that decide whether a resource is there, each with what it is without and with. */
const conditions: readonly (readonly [Partial<GatewayArgs>, Partial<GatewayArgs>])[] = [
    [{ createNamespace: false }, {}],
    [{ cookie: { existingSecret: { name: "erlang", key: "cookie" } } }, {}],
    [{}, { settings: { KAFKA_BROKERS: "kafka:9092" } }],
    [{}, { secretSettings: { JWT_SECRET_KEY: "a key of at least thirty-two bytes" } }],
    [{}, { tls: { issuer: { name: "ca" } } }],
    [{ networkPolicy: { enabled: false } }, { networkPolicy: { adminFrom: peers, egressTo: [{}] } }],
    [{}, { clusterCheck: true }],
    [{ replicas: 0 }, { autoscaling: { min: 2, max: 3, cpu: 70 } }],
];

/** Every combination of the conditions. */
const combinations = conditions.reduce<Partial<GatewayArgs>[]>(
    (all, [without, with_]) =>
        all.flatMap((args) => [
            { ...args, ...without },
            { ...args, ...with_ },
        ]),
    [{}],
);

/** What combines with none of them: other values of a condition, and what leaves others out. */
const variants: readonly Partial<GatewayArgs>[] = [
    { settings: { LOG_LEVEL: "info" } },
    { networkPolicy: { adminFrom: peers } },
    { networkPolicy: { egressTo: [{}] } },
    { replicas: 1 },
    { replicas: 1, disruptionBudget: { maxUnavailable: "1" } },
    { cookie: { value: "aB".repeat(16) } },
    { cookie: { rotation: 0 } },
    { cookie: { rotation: 1 } },
    { cookie: { value: "aB".repeat(16), rotation: 1 } },
    { cookie: { existingSecret: { name: "erlang", key: "cookie" }, rotation: 1 } },
    { adopt: "import", createNamespace: false, clusterCheck: true },
    { adopt: "replace", createNamespace: false, clusterCheck: true },
    { clusterCheck: true, replicas: 0 },
];

const existingSecrets = { "rig-dev/erlang": { cookie: Buffer.from("aB".repeat(16)).toString("base64") } };

/** The resources that the engine is told of, without those that are only read. */
async function made(args: Partial<GatewayArgs>): Promise<Registered[]> {
    const { resources } = await gateway(args, { existingSecrets });
    return resources.filter(
        ({ type, name }) => type !== "rig:index:Gateway" && !/-(existing-cookie|public-address)$/.test(name),
    );
}

async function assertAsRegistered(args: Partial<GatewayArgs>): Promise<void> {
    const resources = await made(args);
    const keys = resourceKeys.filter((key) => isRegistered(key, args));
    assert.deepEqual(
        resources.map(({ name }) => name).sort(),
        keys.map((key) => `gateway-${registry[key].resource}`).sort(),
        JSON.stringify(args),
    );
    const objects = resources.filter(({ type }) => type.startsWith("kubernetes:") && !type.includes(":Release"));
    const isSuffixed = ({ inputs }: Registered) => /-[0-9a-f]{10}$/.test(String(at(inputs, "metadata", "name")));
    const title = ({ type, inputs }: Registered) =>
        `${type.split(":").at(-1) ?? ""} ${String(at(inputs, "metadata", "name"))}`;
    const names = objectNames("rig");
    const planned = plannedObjects(names, "rig-dev", args).filter(({ key }) => isRegistered(key, args));
    assert.deepEqual(
        objects
            .filter((each) => !isSuffixed(each))
            .map(title)
            .sort(),
        planned.map(({ kind, name }) => `${kind} ${name}`).sort(),
        JSON.stringify(args),
    );
    const prefixes = suffixedObjects(names, "rig-dev").filter(({ key }) => isRegistered(key, args));
    assert.deepEqual(
        objects
            .filter(isSuffixed)
            .map((each) => title(each).slice(0, -"-0123456789".length))
            .sort(),
        prefixes.map(({ kind, name }) => `${kind} ${name}`).sort(),
        JSON.stringify(args),
    );
}

describe("the registry", () => {
    it("has every resource that the engine is told of, and the other way round, in every combination", async () => {
        assert.equal(combinations.length, 2 ** conditions.length);
        for (const args of combinations) {
            await assertAsRegistered(args);
        }
    }).timeout(300_000);

    for (const args of variants) {
        it(`has them with ${JSON.stringify(args)}`, () => assertAsRegistered(args));
    }

    it("has those of a release with method helm, and none of the objects in it", async () => {
        for (const args of [{}, ...combinations.slice(-1)]) {
            await assertAsRegistered({ ...args, method: "helm" });
        }
        const names = objectNames("rig");
        const [byHelm, byManifests] = (["helm", "manifests"] as const).map((method) =>
            plannedObjects(names, "rig-dev", { method }),
        );
        assert.deepEqual(byHelm, byManifests);
    });

    it("protects nothing that is replaced at a change", () => {
        const both = resourceKeys.filter((key) => registry[key].object?.hasSuffix && registry[key].isProtected);
        assert.deepEqual(both, []);
    });
});
