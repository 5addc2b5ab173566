import fc from "fast-check";
import { variableNames } from "../../../components/settings/catalogue";
import type { Values } from "../configuration";
import { rows } from "./rows";

/** Stands in every secret value, and must stand in no message. */
export const marker = "S3CR3T";

const reference = fc.record({ name: fc.constantFrom("a", "A"), key: fc.constantFrom("k", "tls.crt", "") });

const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string(), { maxLength: 3 }),
    fc.jsonValue({ maxDepth: 2 }),
    reference.map((existingSecret) => ({ existingSecret })),
    reference.map((existingConfigMap) => ({ existingConfigMap })),
);

/** Right values, and now and then something else. */
function mostly(right: fc.Arbitrary<unknown>, other: fc.Arbitrary<unknown> = anything): fc.Arbitrary<unknown> {
    return fc.oneof({ weight: 40, arbitrary: right }, { weight: 1, arbitrary: other });
}

const publicRows = rows.filter(({ place = "configMap" }) => !place.startsWith("secret"));

/** Some variables with right values, and those that they need. */
const rightSettings = fc
    .subarray(publicRows, { maxLength: 10 })
    .map((chosen): Values =>
        Object.fromEntries([
            ...chosen.flatMap(({ others = {} }) => Object.entries(others)),
            ...chosen.map(({ name, good }) => [name, good] as const),
        ]),
    );

const settings = fc
    .tuple(
        rightSettings,
        mostly(fc.constant({}), fc.dictionary(fc.oneof(fc.constantFrom(...variableNames), fc.string()), anything)),
    )
    .map(([right, other]) => Object.assign({}, right, other));

const secretValues = fc.oneof(
    fc.string({ unit: "binary" }).map((text) => `${text}${marker}`),
    fc.constantFrom(`plain:me:${marker}`, `https://me:${marker}@auth`, `[{"id":"${marker}"}]`, [marker]),
);

const secretSettings = mostly(
    fc.record({ JWT_SECRET_KEY: fc.string().map((text) => `${text}${marker}`) }),
    fc.oneof(
        secretValues,
        fc.dictionary(fc.oneof(fc.constantFrom(...variableNames), fc.string()), secretValues, { maxKeys: 3 }),
    ),
);

const words = mostly(fc.constantFrom("a", "b.c", "d-1"), fc.string({ maxLength: 5 }));
const labels = fc.dictionary(fc.constantFrom("a", "example.com/a", "b"), words, { maxKeys: 2 });

/** Whole configurations of a stack, right ones and wrong ones. */
export const configurations: fc.Arbitrary<Values> = fc
    .record(
        {
            settings,
            secretSettings,
            extraEnv: fc.dictionary(
                fc.constantFrom("A", "ORDERS", "_b"),
                mostly(fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.integer(), fc.boolean())),
                { maxKeys: 3 },
            ),
            image: mostly(fc.constantFrom({ tag: "aws-3.0.0" }, { digest: `sha256:${"a".repeat(64)}` })),
            replicas: mostly(fc.integer({ min: 1, max: 5 })),
            serviceType: mostly(fc.constantFrom("ClusterIP", "NodePort", "LoadBalancer")),
            resources: mostly(
                fc.record({
                    requests: fc.dictionary(fc.constantFrom("cpu", "memory"), fc.constantFrom("100m", "0.5", 1)),
                    limits: fc.dictionary(fc.constantFrom("cpu", "memory"), fc.constantFrom("1500m", "1.5Gi", 2)),
                }),
            ),
            labels: mostly(labels),
            podAnnotations: mostly(
                fc.dictionary(fc.constantFrom("a", "b"), fc.string({ unit: "binary" }), { maxKeys: 2 }),
            ),
            nodeSelector: mostly(labels),
            minReadySeconds: mostly(fc.integer({ min: 0, max: 3600 })),
        },
        { requiredKeys: [] },
    )
    .map(({ image, ...others }) => ({ image: image ?? { tag: "aws-3.0.0" }, ...others }));
