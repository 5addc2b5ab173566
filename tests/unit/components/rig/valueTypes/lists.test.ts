import assert from "node:assert/strict";
import { problems } from "../../../configuration";

describe("a list", () => {
    it("has a problem for each wrong item, with its index or its text", () => {
        const allowed = "is not allowed. Allowed: host:port, without a scheme and not an IPv6 address.";
        assert.deepEqual(problems({ settings: { KAFKA_BROKERS: ["a:1", "b", "kafka://c:1"] } }), [
            `rig:settings.KAFKA_BROKERS[1]: "b" ${allowed}`,
            `rig:settings.KAFKA_BROKERS[2]: "kafka://c:1" ${allowed}`,
        ]);
        assert.deepEqual(problems({ settings: { KAFKA_BROKERS: "a:1, b" } }), [
            `rig:settings.KAFKA_BROKERS: "b" ${allowed}`,
        ]);
    });
});
