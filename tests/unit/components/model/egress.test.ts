import assert from "node:assert/strict";
import fc from "fast-check";
import { egressVariables, impliedDestinations } from "../../../../components/model/egress";

const tcp = (port: number, address?: string) => ({
    ...(address === undefined ? {} : { address }),
    port,
    protocol: "TCP",
});

describe("destinations that settings imply", () => {
    it("are none without settings that name one", () => {
        assert.deepEqual(impliedDestinations({ LOG_LEVEL: "debug", CORS: "http://a:1" }), []);
    });

    it("follow from each variable that names one", () => {
        const table: [Record<string, string>, unknown[]][] = [
            [{ KAFKA_BROKERS: "k0:9092,10.0.0.1:9093" }, [tcp(9092), tcp(9093, "10.0.0.1")]],
            [{ NATS_SERVERS: "nats:4222" }, [tcp(4222)]],
            [{ KAFKA_SCHEMA_REGISTRY_HOST: "registry:8085" }, [tcp(8085)]],
            [{ KAFKA_SCHEMA_REGISTRY_HOST: "10.0.0.7:8085/apis/ccompat/v6" }, [tcp(8085, "10.0.0.7")]],
            [{ KAFKA_SCHEMA_REGISTRY_HOST: "registry" }, [tcp(80)]],
            [{ KAFKA_SCHEMA_REGISTRY_HOST: "me:secret@10.0.0.7" }, [tcp(80, "10.0.0.7")]],
            [{ KAFKA_SCHEMA_REGISTRY_HOST: "http://registry" }, [tcp(80)]],
            [{ KAFKA_SCHEMA_REGISTRY_HOST: "https://registry.example.com" }, [tcp(443)]],
            [{ KAFKA_SCHEMA_REGISTRY_HOST: "https://me:secret@10.0.0.7:8085/v6" }, [tcp(8085, "10.0.0.7")]],
            [{ SUBSCRIPTION_CHECK: "https://auth.example.com/check" }, [tcp(443)]],
            [{ SUBSCRIPTION_CHECK: "http://[fd00::5]:8080/" }, [tcp(8080, "fd00::5")]],
            [{ SUBSCRIPTION_CHECK: "jwt_validation" }, []],
            [{ ZIPKIN_ADDR: "http://zipkin:9411/api" }, [tcp(9411)]],
            [{ JAEGER_HOST: "jaeger" }, [{ port: 6831, protocol: "UDP" }]],
            [{ JAEGER_HOST: "10.0.0.9", JAEGER_PORT: "7000" }, [{ address: "10.0.0.9", port: 7000, protocol: "UDP" }]],
            [{ JAEGER_PORT: "7000" }, []],
            [{ KINESIS_ENABLED: "true" }, [tcp(443)]],
            [{ KINESIS_ENABLED: "false" }, []],
        ];
        for (const [settings, expected] of table) {
            assert.deepEqual(impliedDestinations(settings), expected, JSON.stringify(settings));
        }
    });

    it("follow from API definitions, by name, address, URL and environment variable", () => {
        const request = { id: "all", method: "GET", path_regex: "/" };
        const definition = (proxy: object) =>
            JSON.stringify([{ id: "a", name: "a", version_data: { default: { endpoints: [request] } }, proxy }]);
        const of = (proxy: object, environment = {}) =>
            impliedDestinations({ PROXY_CONFIG_FILE: definition(proxy) }, environment);
        assert.deepEqual(of({ target_url: "orders", port: 3000 }), [tcp(3000)]);
        assert.deepEqual(of({ target_url: "http://10.2.0.1", port: 3000 }), [tcp(3000, "10.2.0.1")]);
        assert.deepEqual(of({ target_url: "https://orders.example.com", port: 8443 }), [tcp(8443)]);
        assert.deepEqual(of({ target_url: "API_HOST", port: 80, use_env: true }, { API_HOST: "10.9.9.9" }), [
            tcp(80, "10.9.9.9"),
        ]);
        assert.deepEqual(impliedDestinations({ PROXY_CONFIG_FILE: "/etc/rig/proxy.json" }), []);
    });

    it("are named once, in an order that doesn't depend on the settings' order", () => {
        const one = impliedDestinations({ KAFKA_BROKERS: "a:1,b:1,10.0.0.1:2", NATS_SERVERS: "c:1" });
        const other = impliedDestinations({ NATS_SERVERS: "c:1", KAFKA_BROKERS: "10.0.0.1:2,b:1,a:1" });
        assert.deepEqual(one, other);
        assert.deepEqual(one, [tcp(1), tcp(2, "10.0.0.1")]);
    });

    it("are valid ports, whatever the texts are", () => {
        const settings = fc.dictionary(
            fc.constantFrom(...egressVariables),
            fc.oneof(fc.string(), fc.webUrl(), fc.json()),
        );
        fc.assert(
            fc.property(settings, (texts) =>
                impliedDestinations(texts, texts).every(
                    ({ port }) => Number.isInteger(port) && port > 0 && port < 65536,
                ),
            ),
        );
    });
});
