import assert from "node:assert/strict";
import type { GatewayArgs } from "../../../../../components/args";
import { nodePortBrokersWarning } from "../../../../../components/arguments/warnings/nodePortBrokers";

describe("brokers that are reached by a node port", () => {
    const warning = (brokers: string, networkPolicy: GatewayArgs["networkPolicy"] = {}) =>
        nodePortBrokersWarning({ namespace: "n", settings: { KAFKA_BROKERS: brokers }, networkPolicy });

    it("are warned about, by name or by address: each announces a port of its own", () => {
        for (const brokers of ["kafka.example.com:32100", "a:9092,203.0.113.7:30000", "a:32767"]) {
            assert.match(
                String(warning(brokers)),
                /^KAFKA_BROKERS names the port 3\d{4}, .* in networkPolicy\.egressTo\.$/,
            );
        }
    });

    it("aren't when the port is another one, the ports are open, or nothing is closed; an unrelated rule opens none", () => {
        for (const brokers of ["bootstrap:9092", "a:29999", "a:32768"]) {
            assert.equal(warning(brokers), undefined, brokers);
        }
        assert.equal(warning("a:32100", { egressTo: [{ ports: [{ port: "32101" }] }] }), undefined);
        assert.match(String(warning("a:32100", { egressTo: [{ ports: [{ port: "443" }] }] })), /^KAFKA_BROKERS/);
        assert.equal(warning("a:32100", { enabled: false }), undefined);
        assert.equal(nodePortBrokersWarning({ namespace: "n" }), undefined);
    });
});
