import assert from "node:assert/strict";
import { problems, type Values } from "../../../configuration";

export const secretKeys = ["rig:secretSettings"];
export const kafka = { KAFKA_BROKERS: "kafka:9092" };
export const avro = { KAFKA_SERIALIZER: "avro", KAFKA_SCHEMA_REGISTRY_HOST: "registry" };
export const jwt = { JWT_SECRET_KEY: "shared" };
export const request = { id: "all", method: "GET", path_regex: "/orders" };
export const api = (proxy: object, extra: object = {}) => ({
    id: "orders",
    name: "orders",
    version_data: { default: { endpoints: [request] } },
    proxy: { target_url: "orders", port: 80, ...proxy },
    ...extra,
});

export const endpoint = (parts: object, proxy: object = { target_url: "orders", port: 80 }) => ({
    id: "a",
    name: "a",
    version_data: { default: { endpoints: [{ ...request, ...parts }] } },
    proxy,
});

/** Settings, secret settings, and the problem that they have together; none when they go together. */
export type Row = [settings: Values, secretSettings: Values, problem: RegExp | undefined];

function check([settings, secretSettings, expected]: Row): void {
    const found = problems(
        { settings, ...(Object.keys(secretSettings).length > 0 && { secretSettings }) },
        { secretKeys },
    );
    if (expected === undefined) {
        assert.deepEqual(found, []);
    } else {
        assert.equal(found.length, 1, found.join("\n"));
        assert.match(found[0] ?? "", expected);
    }
}

/** Declares a test for each rule, which checks the rows of the rule. */
export function itFinds(rules: Readonly<Record<string, readonly Row[]>>): void {
    for (const [rule, rows] of Object.entries(rules)) {
        it(rule, () => {
            rows.forEach(check);
        });
    }
}
