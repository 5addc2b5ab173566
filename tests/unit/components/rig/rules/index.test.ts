import assert from "node:assert/strict";
import { largestExtraEnv, largestObject, longestValue } from "../../../../../components/rig/limits";
import { fixture } from "../../../../fixtures";
import { problems, type Values } from "../../../configuration";

const secretKeys = ["rig:secretSettings"];
const kafka = { KAFKA_BROKERS: "kafka:9092" };
const noFiles = { KAFKA_SSL_CA_CERTFILE: "none", KAFKA_SSL_CERTFILE: "none", KAFKA_SSL_KEYFILE: "none" };
const empty = { KAFKA_SSL_CA_CERTFILE: "", KAFKA_SSL_CERTFILE: "", KAFKA_SSL_KEYFILE: "" };
const avro = { KAFKA_SERIALIZER: "avro", KAFKA_SCHEMA_REGISTRY_HOST: "registry" };
const jwt = { JWT_SECRET_KEY: "shared" };
const request = { id: "all", method: "GET", path_regex: "/orders" };
const api = (proxy: object, extra: object = {}) => ({
    id: "orders",
    name: "orders",
    version_data: { default: { endpoints: [request] } },
    proxy: { target_url: "orders", port: 80, ...proxy },
    ...extra,
});

const endpoint = (parts: object, proxy: object = { target_url: "orders", port: 80 }) => ({
    id: "a",
    name: "a",
    version_data: { default: { endpoints: [{ ...request, ...parts }] } },
    proxy,
});

/** Settings, secret settings, and the problem that they have together; none when they go together. */
type Row = [settings: Values, secretSettings: Values, problem: RegExp | undefined];

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

const rules: Record<string, Row[]> = {
    "certificate and key go together": [
        [
            { HTTPS_CERTFILE: "/c" },
            {},
            /^rig:secretSettings\.HTTPS_KEYFILE: is missing: .* pulumi config set --secret --path 'rig:secretSettings\.HTTPS_KEYFILE'$/,
        ],
        [{ HTTPS_KEYFILE: "/k" }, {}, /^rig:settings\.HTTPS_KEYFILE: it has no use without HTTPS_CERTFILE/],
        [{ HTTPS_CERTFILE: fixture("tls.crt") }, { HTTPS_KEYFILE: fixture("tls.key") }, undefined],
        [
            { HTTPS_CERTFILE: fixture("tls.crt") },
            { HTTPS_KEYFILE: fixture("other.key") },
            /the key \(not shown\) isn't that of HTTPS_CERTFILE/,
        ],
        [
            { HTTPS_CERTFILE: fixture("tls.crt") },
            { HTTPS_KEYFILE: fixture("encrypted.key"), HTTPS_KEYFILE_PASS: "test" },
            undefined,
        ],
        [
            {},
            { HTTPS_KEYFILE_PASS: "p" },
            /^rig:secretSettings\.HTTPS_KEYFILE_PASS: it has no use without HTTPS_KEYFILE/,
        ],
    ],
    "certificates are valid, alone, and their keys can be read": [
        [
            { HTTPS_CERTFILE: fixture("tls.crt") },
            { HTTPS_KEYFILE: fixture("encrypted.key") },
            /HTTPS_KEYFILE_PASS: is missing: the key of HTTPS_KEYFILE is encrypted/,
        ],
        [
            { HTTPS_CERTFILE: fixture("tls.crt") },
            { HTTPS_KEYFILE: fixture("encrypted.key"), HTTPS_KEYFILE_PASS: "wrong" },
            /or its passphrase is another/,
        ],
        [
            { HTTPS_CERTFILE: fixture("tls.crt") + fixture("tls.key") },
            { HTTPS_KEYFILE: fixture("tls.key") },
            /^rig:settings\.HTTPS_CERTFILE: the value \(not shown\) is not allowed/,
        ],
        [
            { HTTPS_CERTFILE: fixture("tls.key") },
            { HTTPS_KEYFILE: fixture("tls.key") },
            /^rig:settings\.HTTPS_CERTFILE: the value \(not shown\) is not allowed/,
        ],
    ],
    "JWT validation has a key, of the algorithm's kind": [
        [
            { SUBSCRIPTION_CHECK: "jwt_validation" },
            {},
            /^rig:secretSettings\.JWT_SECRET_KEY: is missing: SUBSCRIPTION_CHECK is jwt_validation, and with an empty key/,
        ],
        [{ SUBSCRIPTION_CHECK: "JWT_VALIDATION" }, {}, /SUBSCRIPTION_CHECK is jwt_validation/],
        [{ SUBSCRIPTION_CHECK: "jwt_validation" }, jwt, undefined],
        [
            { SUBSCRIPTION_CHECK: "jwt_validation", JWT_SECRET_KEY: { existingSecret: { name: "a", key: "b" } } },
            {},
            undefined,
        ],
        [
            { JWT_ALG: "RS256" },
            jwt,
            /^rig:secretSettings\.JWT_SECRET_KEY: RS256 needs the PEM text of an RSA public key, .* Set it: pulumi config set --secret --path 'rig:secretSettings\.JWT_SECRET_KEY' < FILE$/,
        ],
        [{ JWT_ALG: "RS256" }, { JWT_SECRET_KEY: fixture("tls.key") }, /RS256 needs the PEM text/],
        [{ JWT_ALG: "RS256" }, { JWT_SECRET_KEY: fixture("tls.crt") }, /RS256 needs the PEM text/],
        [{ JWT_ALG: "RS256" }, { JWT_SECRET_KEY: fixture("rsa.pub") }, undefined],
        [
            { JWT_ALG: "rs256" },
            { JWT_SECRET_KEY: `${fixture("rsa.pub")}\n${fixture("rsa.pub")}` },
            /JWT_SECRET_KEY: this \(not shown\) has 2 PEM blocks\. RIG takes exactly one, .* with 500 otherwise/,
        ],
        [
            {},
            { JWT_SECRET_KEY: fixture("rsa.pub") },
            /HS256 takes it for the shared key\. Set settings\.JWT_ALG to RS256/,
        ],
        [
            {
                PROXY_CONFIG_FILE: [
                    api(
                        {},
                        { auth_type: "jwt", version_data: { default: { endpoints: [{ ...request, secured: true }] } } },
                    ),
                ],
            },
            {},
            /is missing: API "orders" has secured endpoints/,
        ],
    ],
    "Kafka's variables go with brokers": [
        [
            { REQUEST_LOG: ["console", "kafka"] },
            {},
            /^rig:settings\.KAFKA_BROKERS: is missing: REQUEST_LOG has kafka, and without brokers RIG logs nothing there/,
        ],
        [{ KAFKA_SOURCE_TOPICS: ["a"] }, {}, /^rig:settings\.KAFKA_SOURCE_TOPICS: it has no use without KAFKA_BROKERS/],
        [{ ...kafka, KAFKA_LOG_TOPIC: "a" }, {}, /KAFKA_LOG_TOPIC: it has no use unless REQUEST_LOG has kafka/],
        [
            { ...kafka, KAFKA_SERIALIZER: "avro" },
            {},
            /^rig:settings\.KAFKA_SCHEMA_REGISTRY_HOST: is missing: KAFKA_SERIALIZER is avro/,
        ],
        [
            { ...kafka, ...avro, REQUEST_LOG: ["KAFKA"] },
            {},
            /^rig:settings\.KAFKA_LOG_SCHEMA: is missing: REQUEST_LOG has kafka and KAFKA_SERIALIZER is avro/,
        ],
        [{ ...kafka, ...avro, REQUEST_LOG: ["console"] }, {}, undefined],
        [{ ...kafka, ...avro, REQUEST_LOG: ["kafka"], KAFKA_LOG_SCHEMA: "log-value" }, {}, undefined],
        [
            { ...kafka, REQUEST_LOG: ["kafka"], KAFKA_LOG_SCHEMA: "log-value" },
            {},
            /^rig:settings\.KAFKA_LOG_SCHEMA: it has no use unless KAFKA_SERIALIZER is avro\. Leave it out, or set that\.$/,
        ],
        [{ KAFKA_SOURCE_TOPICS: ["a"] }, { KAFKA_BROKERS: "kafka:9092" }, undefined],
        [
            { ...kafka, KAFKATOFILTER_KAFKA_GROUP_ID: "g", PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID: "g" },
            {},
            /^rig:settings\.PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID: it is KAFKATOFILTER_KAFKA_GROUP_ID's value/,
        ],
    ],
    "TLS to Kafka has its files, or their absence is said": [
        [{ ...kafka, ...noFiles, KAFKA_SSL_ENABLED: true }, {}, undefined],
        [{ ...kafka, ...noFiles, KAFKA_SSL_CA_CERTFILE: fixture("tls.crt"), KAFKA_SSL_ENABLED: true }, {}, undefined],
        [
            { ...kafka, KAFKA_SSL_CERTFILE: "/c", KAFKA_SSL_KEYFILE: "/k", KAFKA_SSL_ENABLED: true },
            {},
            /^rig:settings\.KAFKA_SSL_CA_CERTFILE: is missing: .* Set it to the file, or to none to do without\.$/,
        ],
        [
            { ...kafka, ...noFiles, KAFKA_SSL_CERTFILE: "/c", KAFKA_SSL_ENABLED: true },
            {},
            /KEYFILE: is none, but KAFKA_SSL_CERTFILE is set/,
        ],
        [{ ...kafka, ...empty, KAFKA_SSL_ENABLED: true }, {}, undefined],
        [{ ...kafka, KAFKA_SSL_ENABLED: true }, empty, undefined],
        [
            { ...kafka, ...empty, KAFKA_SSL_KEYFILE: "/k", KAFKA_SSL_ENABLED: true },
            {},
            /CERTFILE: is none, but KAFKA_SSL_KEYFILE is set/,
        ],
        [{ ...kafka, KAFKA_SSL_CA_CERTFILE: "/ca" }, {}, /it has no use unless KAFKA_SSL_ENABLED is true/],
        [
            { ...kafka, ...noFiles, KAFKA_SSL_ENABLED: true },
            { KAFKA_SSL_KEYFILE_PASS: "p" },
            /KAFKA_SSL_KEYFILE_PASS: it has no use without KAFKA_SSL_KEYFILE/,
        ],
    ],
    "what nothing reads is refused": [
        [{ NATS_SOURCE_TOPICS: ["a"] }, {}, /without NATS_SERVERS/],
        [{ JAEGER_PORT: 1 }, {}, /without JAEGER_HOST/],
        [{ ZIPKIN_SERVICE_NAME: "a" }, {}, /without ZIPKIN_ADDR/],
        [{ KINESIS_STREAM: "a" }, {}, /unless KINESIS_ENABLED is true/],
        [{ INBOUND_HTTPS_PORT: 8443 }, {}, /without HTTPS_CERTFILE/],
    ],
    "Kinesis has its image": [
        [
            { KINESIS_ENABLED: true },
            {},
            /^rig:settings\.KINESIS_ENABLED: Kinesis needs Java, .* Set image\.tag to aws-3\.0\.0\.$/,
        ],
        [{ KINESIS_ENABLED: false }, {}, undefined],
    ],
    "API definitions have what RIG needs": [
        [
            { PROXY_CONFIG_FILE: [api({ use_env: true, target_url: "ORDERS" })] },
            {},
            /the environment variable ORDERS, which isn't set, and RIG would use localhost\. Set it in extraEnv/,
        ],
        [{ PROXY_CONFIG_FILE: [api({}), api({})] }, {}, /two API definitions have the same id/],
        [
            { PROXY_CONFIG_FILE: [{ ...api({}), version_data: undefined }] },
            {},
            /^rig:settings\.PROXY_CONFIG_FILE\[0\]\.version_data: is missing/,
        ],
        [{ PROXY_CONFIG_FILE: { id: "a" } }, {}, /Allowed: a list of API definitions/],
        [{ PROXY_CONFIG_FILE: "[{]" }, {}, /this is no JSON/],
        [
            {
                PROXY_CONFIG_FILE: [
                    api({}, { version_data: { default: { endpoints: [{ ...request, secured: true }] } } }),
                ],
            },
            {},
            /auth_type is not jwt/,
        ],
        [{ PROXY_CONFIG_FILE: [{ ...api({}), proxy: undefined }] }, {}, /FILE\[0\]\.proxy: is missing/],
        [{ PROXY_CONFIG_FILE: [{ ...api({}), name: undefined }] }, {}, /FILE\[0\]\.name: is missing/],
        [
            { PROXY_CONFIG_FILE: [endpoint({ path_regex: "orders" })] },
            {},
            /path_regex: "orders" is not allowed\. Allowed: a regular expression for the whole path, which begins with \//,
        ],
        [{ PROXY_CONFIG_FILE: [endpoint({ path_regex: "^/orders$" })] }, {}, undefined],
        [{ PROXY_CONFIG_FILE: [endpoint({ path_regex: "a|/b" })] }, {}, undefined],
        [{ PROXY_CONFIG_FILE: [endpoint({ method: "BREW" })] }, {}, /Allowed: GET, POST, PUT, PATCH, DELETE, HEAD/],
        [{ PROXY_CONFIG_FILE: [endpoint({ schema: "s" })] }, {}, /target is missing: RIG stops/],
        [
            { PROXY_CONFIG_FILE: [endpoint({ transform_request_headers: true })] },
            {},
            /version_data\.default: transform_request_headers is missing beside endpoints/,
        ],
        [
            {
                PROXY_CONFIG_FILE: [
                    api(
                        {},
                        {
                            version_data: {
                                default: {
                                    endpoints: [{ ...request, transform_request_headers: true }],
                                    transform_request_headers: { add_headers: { "x-shop": "orders" } },
                                },
                            },
                        },
                    ),
                ],
            },
            {},
            undefined,
        ],
        [
            {
                PROXY_CONFIG_FILE: [
                    endpoint({ target: "nats", topic: "t" }, { target_url: "NATS", port: 1, use_env: true }),
                ],
                NATS_SERVERS: ["nats:4222"],
            },
            {},
            undefined,
        ],
        [{ PROXY_CONFIG_FILE: [endpoint({ target: "kafka" })] }, {}, /topic is missing: RIG 3\.0\.0 needs the topic/],
        [
            {
                PROXY_CONFIG_FILE: [
                    endpoint({ target: "kafka", topic: "t" }),
                    { ...endpoint({ target: "kafka", topic: "t" }), id: "b" },
                ],
            },
            {},
            /^rig:settings\.KAFKA_BROKERS: is missing: API "a" uses kafka/,
        ],
        [{ ...kafka, PROXY_CONFIG_FILE: [endpoint({ target: "kafka", topic: "t" })] }, {}, undefined],
        [
            { PROXY_CONFIG_FILE: [endpoint({ target: "mqtt", topic: "t" })] },
            {},
            /Allowed: http, kafka, kinesis, nats\./,
        ],
        [{ PROXY_CONFIG_FILE: [api({ target_url: "http://orders:8080" })] }, {}, /the port goes into port/],
        [{ PROXY_CONFIG_FILE: [api({}, { version_data: [{ endpoints: [] }] })] }, {}, /Allowed: a map from versions/],
        [
            { PROXY_CONFIG_FILE: [api({}, { version_data: { v1: { endpoints: [] } } })] },
            {},
            /FILE\[0\]\.version_data: the version default is missing, and RIG serves no other/,
        ],
        [
            { PROXY_CONFIG_FILE: [api({}, { versioned: true })] },
            {},
            /FILE\[0\]\.versioned: RIG doesn't serve versioned APIs/,
        ],
        [
            {
                PROXY_CONFIG_FILE: [
                    api({}, { version_data: { default: { endpoints: [{ id: "a", path_regex: "/" }] } } }),
                ],
            },
            {},
            /endpoints\[0\]\.method: is missing/,
        ],
        [{ PROXY_CONFIG_FILE: [endpoint({ method: "get" })] }, {}, undefined],
        [
            {
                PROXY_CONFIG_FILE: [
                    api({}, { version_data: { default: { endpoints: [{ id: "a", method: "GET" }] } } }),
                ],
            },
            {},
            /endpoints\[0\]: path_regex is missing: RIG stops without/,
        ],
        [
            {
                PROXY_CONFIG_FILE: [
                    api(
                        {},
                        { version_data: { default: { endpoints: [{ id: "a", method: "GET", path_regex: "/a/.+" }] } } },
                    ),
                ],
            },
            {},
            undefined,
        ],
        [
            { PROXY_CONFIG_FILE: [api({}, { auth_type: "jwt", auth: { use_header: true } })] },
            {},
            /FILE\[0\]: auth_type is jwt, but no endpoint has secured: true, .* all are open/,
        ],
        [
            { PROXY_CONFIG_FILE: [api({}, { auth: { use_query: true, query_name: "token" } })] },
            {},
            /auth\.use_query: RIG 3\.0\.0 finds no token in a query/,
        ],
        [{ EXTRACTORS: [] }, {}, /Allowed: a map from event types/],
        [
            {
                EXTRACTORS: {
                    e: {
                        a: { stable_field_index: 0, event: { json_pointer: "/a" } },
                        b: { stable_field_index: 0, event: { json_pointer: "/b" } },
                    },
                },
            },
            {},
            /two fields of one event type have the same stable_field_index/,
        ],
    ],
    "a variable is set once, and where it may stand": [
        [{ CORS: "*" }, { CORS: "*" }, /^rig:secretSettings\.CORS: the variable is in settings, too/],
        [
            { JWT_SECRET_KEY: { existingSecret: { name: "a", key: "b" } } },
            jwt,
            /^rig:settings\.JWT_SECRET_KEY: the variable is in secretSettings, too/,
        ],
        [
            jwt,
            {},
            /^rig:settings\.JWT_SECRET_KEY: its value is a secret \(not shown\), .* With: pulumi config set --secret --path 'rig:secretSettings\.JWT_SECRET_KEY'; pulumi config rm --path 'rig:settings\.JWT_SECRET_KEY'$/,
        ],
        [{ HTTPS_CERTFILE: "/c", HTTPS_KEYFILE: fixture("tls.key") }, {}, /HTTPS_KEYFILE: its value is a secret/],
        [{ SUBSCRIPTION_CHECK: "https://me:secret@auth/check" }, {}, /SUBSCRIPTION_CHECK: its value is a secret/],
        [{ ZIPKIN_ADDR: "http://me:secret@zipkin:9411/api" }, {}, /ZIPKIN_ADDR: its value is a secret/],
        [
            { ...kafka, KAFKA_SCHEMA_REGISTRY_HOST: "https://me:secret@registry" },
            {},
            /KAFKA_SCHEMA_REGISTRY_HOST: its value is a secret/,
        ],
        [
            { ...kafka, KAFKA_SCHEMA_REGISTRY_HOST: "me:secret@registry:8081" },
            {},
            /KAFKA_SCHEMA_REGISTRY_HOST: its value is a secret/,
        ],
        [kafka, { KAFKA_SCHEMA_REGISTRY_HOST: "https://me:secret@registry" }, undefined],
        [{ NATS_SERVERS: "nats://me:secret@nats:4222" }, {}, /NATS_SERVERS: the value \(not shown\) is not allowed/],
        [
            { LOG_LEVEL: { existingSecret: { name: "a", key: "b" } } },
            {},
            /LOG_LEVEL: this variable's value is no secret and no file/,
        ],

        [{}, { INBOUND_PORT: 8080 }, /probes and Services need to know this port/],
    ],
    "sizes are within the kernel's and Kubernetes' limits": [
        [
            { JAEGER_HOST: "j", JAEGER_SERVICE_NAME: "x".repeat(longestValue + 1) },
            {},
            /JAEGER_SERVICE_NAME: .* is not allowed/,
        ],
        [{ PROXY_CONFIG_FILE: [api({ comment: "x".repeat(2 * longestValue) })] }, {}, undefined],
        [
            { PROXY_CONFIG_FILE: [api({ comment: "x".repeat(largestObject) })] },
            {},
            /^rig:settings: the values have .* the limit of a Kubernetes object/,
        ],
    ],
};

describe("RIG's variables together", () => {
    for (const [rule, rows] of Object.entries(rules)) {
        it(rule, () => {
            rows.forEach(check);
        });
    }

    it("may use Kinesis with RIG's image for AWS, or with one of one's own", () => {
        const settings = { KINESIS_ENABLED: true };
        assert.deepEqual(problems({ settings, image: { tag: "aws-3.0.0" } }), []);
        assert.deepEqual(problems({ settings, image: { repository: "mirror.example.com/rig" } }), []);
    });

    it("find the host of an API in a further variable", () => {
        const settings = { PROXY_CONFIG_FILE: [api({ use_env: true, target_url: "ORDERS" })] };
        assert.deepEqual(problems({ settings, extraEnv: { ORDERS: "http://orders" } }), []);
        assert.match(
            problems({ settings, extraEnv: { ORDERS: "http://orders:80/v1" } }).join(),
            /^rig:extraEnv\.ORDERS: API "orders" forwards to it\. Allowed: a host, or http/,
        );
    });

    it("may be the host of an API, when they are hosts; the deployment's own may not", () => {
        const from = (target_url: string) => ({ PROXY_CONFIG_FILE: [api({ use_env: true, target_url })] });
        assert.deepEqual(problems({ settings: { ...from("JAEGER_HOST"), JAEGER_HOST: "jaeger" } }), []);
        const own = /Name a variable of your own there, and set it in extraEnv\.$/;
        assert.match(problems({ settings: from("JAEGER_HOST") }).join(), own);
        assert.match(problems({ settings: { ...kafka, ...from("KAFKA_BROKERS") } }).join(), own);
        assert.match(problems({ settings: from("NODE_HOST") }).join(), own);
    });

    it("aren't missed while what sets them is wrong", () => {
        const uses = { KAFKA_SOURCE_TOPICS: ["a"], JWT_ALG: "HS512", INBOUND_HTTPS_PORT: 8443 };
        const only = (values: Values, ...keys: string[]) => {
            const found = problems(values, { secretKeys });
            assert.deepEqual(
                found.map((line) => line.replace(/: .*/, "")),
                keys.map((key) => `rig:${key}`),
                found.join("\n"),
            );
        };
        only(
            { settings: uses, secretSettings: "all of it", tls: { existingSecret: "A" } },
            "secretSettings",
            "tls.existingSecret",
        );
        only(
            { settings: { INBOUND_HTTPS_PORT: 8443 }, tls: { issuer: { name: "ca", kind: "Any" }, hosts: ["a"] } },
            "tls.issuer.kind",
        );
        only(
            {
                settings: uses,
                secretSettings: { KAFKA_BROKERS: "kafka", JWT_SECRET_KEY: "" },
                tls: { existingSecret: "a" },
            },
            "secretSettings.KAFKA_BROKERS",
            "secretSettings.JWT_SECRET_KEY",
        );
        const settings = { PROXY_CONFIG_FILE: [api({ use_env: true, target_url: "ORDERS" })] };
        only({ settings, extraEnv: { ORDERS: {} } }, "extraEnv.ORDERS");
        only({ settings, extraEnv: "ORDERS" }, "extraEnv");
        only({ settings: { KINESIS_ENABLED: true }, image: { tag: 3 } }, "image.tag");
        only({ nodeAddress: "host", serviceType: "Nodeport" }, "serviceType");
        only({ chart: { version: "2.1.3" }, method: "Helm" }, "method");
        only({ deployTimeout: 60, minReadySeconds: "one" }, "minReadySeconds");
        only(
            { resources: { requests: { "example.com/gpu": 1 }, limits: { "example.com/gpu": "one" } } },
            "resources.limits.example.com/gpu",
        );
    });

    it("come from a ConfigMap only when they are no secrets", () => {
        const settings = { JWT_SECRET_KEY: { existingConfigMap: { name: "a", key: "b" } } };
        assert.match(
            problems({ settings }).join(),
            /existingConfigMap: there is no such key\. Allowed: existingSecret\./,
        );
    });

    it("show no key, no password and nothing of a secret document, wherever they are wrong", () => {
        const wrong: [Values, Values][] = [
            [{ HTTPS_CERTFILE: fixture("tls.key") }, {}],
            [{ KAFKA_SSL_KEYFILE: `${fixture("tls.key")}S3CR3T` }, {}],
            [{ ZIPKIN_ADDR: "ftp://me:S3CR3T@zipkin" }, {}],
            [{ KAFKA_BROKERS: ["me:S3CR3T@kafka:9092"] }, {}],
            [{ SUBSCRIPTION_CHECK: "https://auth/?Token=S3CR3T" }, {}],
            [{ KAFKA_SASL: ["S3CR3T"] }, {}],
            [{}, { PROXY_CONFIG_FILE: [{ id: "a", version_data: { S3CR3T: {} } }] }],
            [{}, { EXTRACTORS: { S3CR3T: { a: 1 } } }],
        ];
        for (const [settings, secretSettings] of wrong) {
            const found = problems({ settings, secretSettings }, { secretKeys }).join("\n");
            assert.ok(found !== "" && !/S3CR3T|MIGH|BEGIN/.test(found), found);
        }
    });

    it("are told of a wrong document each time they are looked at", () => {
        const settings = { PROXY_CONFIG_FILE: [api({ port: 0 })] };
        const found = problems({ settings });
        assert.match(
            found.join(),
            /^rig:settings\.PROXY_CONFIG_FILE\[0\]\.proxy\.port: 0 is not allowed\. Allowed: a whole number/,
        );
        assert.deepEqual(problems({ settings }), found);
        assert.deepEqual(
            problems({ settings: { PROXY_CONFIG_FILE: ` ${JSON.stringify([api({ port: 0 })])}` } }),
            found,
        );
    });

    it("say nothing of what stands in a secret document", () => {
        const secret = [api({ use_env: true, target_url: "S3CR3T" }, { id: "S3CR3T" })];
        const found = problems({ secretSettings: { PROXY_CONFIG_FILE: secret } }, { secretKeys }).join();
        assert.match(found, /an API takes its host from an environment variable, which isn't set/);
        assert.ok(!found.includes("S3CR3T"));
    });

    it("tell where a secret document is wrong, without the names in it", () => {
        const definition = api(
            { port: "S3CR3T" },
            { version_data: { S3CR3T: { endpoints: [{ id: "S3CR3T", path_regex: "/" }] } } },
        );
        const PROXY_CONFIG_FILE = [definition];
        assert.deepEqual(problems({ secretSettings: { PROXY_CONFIG_FILE } }, { secretKeys }), [
            "rig:secretSettings.PROXY_CONFIG_FILE[0].version_data.….endpoints[0].method: is missing, and it is required here.",
            "rig:secretSettings.PROXY_CONFIG_FILE[0].proxy.port: the value (not shown) is not allowed. Allowed: a whole number from 1 to 65535.",
        ]);
    });

    it("are told of each wrong item of a list, by its place or by itself", () => {
        const allowed = "is not allowed. Allowed: host:port, without a scheme and not an IPv6 address.";
        assert.deepEqual(problems({ settings: { KAFKA_BROKERS: ["a:1", "b", "kafka://c:1"] } }), [
            `rig:settings.KAFKA_BROKERS[1]: "b" ${allowed}`,
            `rig:settings.KAFKA_BROKERS[2]: "kafka://c:1" ${allowed}`,
        ]);
        assert.deepEqual(problems({ settings: { KAFKA_BROKERS: "a:1, b" } }), [
            `rig:settings.KAFKA_BROKERS: "b" ${allowed}`,
        ]);
    });

    it("leave room for each other in the environment", () => {
        const extraEnv = Object.fromEntries(
            [...Array(4).keys()].map((n) => [`A${n}`, "x".repeat(largestExtraEnv / 3)]),
        );
        assert.match(
            problems({ extraEnv }).join(),
            /^rig:extraEnv: the values have .* since they stand in the Deployment/,
        );
    });

    it("may be set by tls, but not twice", () => {
        const tls = { existingSecret: "tls" };
        assert.deepEqual(problems({ tls, settings: { INBOUND_HTTPS_PORT: 8443 } }), []);
        assert.deepEqual(problems({ tls, settings: { HTTPS_CERTFILE: "/c", HTTPS_KEYFILE: "/k" } }), [
            "rig:settings.HTTPS_CERTFILE: tls sets it already. Leave out one of them.",
            "rig:settings.HTTPS_KEYFILE: tls sets it already. Leave out one of them.",
        ]);
        assert.match(problems({ tls: {} }).join(), /^rig:tls: exactly one of existingSecret and issuer is needed/);
        assert.match(problems({ tls: { ...tls, issuer: { name: "ca" } } }).join(), /^rig:tls: exactly one/);
        assert.match(
            problems({ tls: { ...tls, hosts: ["a"] } }).join(),
            /^rig:tls\.hosts: an existing certificate has its host names/,
        );
        assert.match(
            problems({ tls: { issuer: { name: "ca", kind: "Any" } } }).join(),
            /Allowed: Issuer, ClusterIssuer/,
        );
    });
});
