import assert from "node:assert/strict";
import { validatedArgs } from "../../../../components/arguments/validate";
import { problems, read, type Values } from "../../configuration";

const kafka = { KAFKA_BROKERS: "kafka:9092" };
const nats = { NATS_SERVERS: "nats:4222" };
const jwt = { secretSettings: { JWT_SECRET_KEY: "k".repeat(64) } };
const kafkaTls = { ...kafka, KAFKA_SSL_ENABLED: true, KAFKA_SSL_CERTFILE: "none", KAFKA_SSL_KEYFILE: "none" };

const secretKeys = ["rig:secretSettings"];

/** A variable, what is said, what RIG gets, and what it needs besides. */
type Taken = [name: string, said: unknown, text: string, others?: Values];

const taken: Record<string, Taken[]> = {
    "letters in any case become those that RIG knows": [
        ["LOG_LEVEL", "WARN", "warn"],
        ["LOG_LEVEL", "Debug", "debug"],
        ["LOG_FMT", "JSON", "json"],
        ["LOG_FMT", "Gcl", "gcl"],
        ["REQUEST_LOG", "CONSOLE", "console"],
        ["REQUEST_LOG", ["Console", "KAFKA"], "console,kafka", { settings: kafka }],
        ["JWT_ALG", "hs512", "HS512", jwt],
        [
            "KAFKA_SERIALIZER",
            "AVRO",
            "avro",
            { settings: { ...kafka, KAFKA_SCHEMA_REGISTRY_HOST: "https://registry" } },
        ],
        ["KINESIS_LOG_LEVEL", "finest", "FINEST", { settings: { KINESIS_ENABLED: true } }],
    ],
    "numbers lose a plus sign and zeros before them, and have no limit that RIG doesn't have": [
        ["INBOUND_PORT", "+5000", "5000"],
        ["INBOUND_PORT", "05000", "5000"],
        ["API_HTTP_PORT", "0000000000000000005000", "5000"],
        ["MAX_CONNECTIONS_PER_MINUTE", 2147483648, "2147483648"],
        ["PROXY_RECV_TIMEOUT", 4294967295, "4294967295"],
    ],
    "hosts with ports lose spaces, which RIG takes no notice of": [
        ["KAFKA_BROKERS", "k0: 9092 , k1 :09093", "k0:9092,k1:9093"],
        ["NATS_SERVERS", ["nats: 4222"], "nats:4222"],
    ],
    "the schema registry is a host, with a port, a path or a scheme": [
        ...[
            "registry",
            "registry:8081",
            "registry:8081/apis/ccompat/v6",
            "http://registry",
            "http://registry:8081",
            "https://registry.example.com",
            "https://registry.example.com:8443/v6",
            "http://[fd00::7]:8081",
        ].map((url): Taken => ["KAFKA_SCHEMA_REGISTRY_HOST", url, url, { settings: kafka }]),
        ["KAFKA_SCHEMA_REGISTRY_HOST", "https://registry/", "https://registry", { settings: kafka }],
    ],
    "the empty text is what RIG's documentation means by it": [
        ["KAFKA_SSL_CA_CERTFILE", "", "", { settings: kafkaTls }],
        ["KAFKA_SSL_CA_CERTFILE", "none", "", { settings: kafkaTls }],
        ["SUBSCRIPTION_CHECK", "", "no_check"],
        ["SUBMISSION_CHECK", "", "no_check"],
    ],
    "CORS may be null, which a browser says for a page without an origin": [["CORS", "null", "null"]],
    "URLs end where RIG wants them to": [
        ["ZIPKIN_ADDR", "http://zipkin:9411/api/v2/spans", "http://zipkin:9411/api/v2/spans"],
        ["KINESIS_ENDPOINT", "http://localhost", "http://localhost"],
        ["KINESIS_ENDPOINT", "https://localhost:4567/", "https://localhost:4567/"],
    ],
    "NATS subjects have wildcards": [
        ["NATS_SOURCE_TOPICS", ["a", "a.b-c.*", "*.b", "a.>", ">"], "a,a.b-c.*,*.b,a.>,>", { settings: nats }],
    ],
    "a pointer leads to a field": [["JWT_SESSION_FIELD", "/a~1b/c~0d", "/a~1b/c~0d"]],
};

/** A variable, a value that it doesn't take, what is said of it, and what it needs besides. */
type Refused = [name: string, said: unknown, why: RegExp, others?: Values];

const refused: Record<string, Refused[]> = {
    "levels that RIG doesn't document": [
        ...["warning", "notice", "critical", "none", "verbose"].map((level): Refused => [
            "LOG_LEVEL",
            level,
            /Allowed: debug, info, warn, error \(those that RIG documents; whether it knows others depends on the image/,
        ]),
        ["LOG_FMT", "xml", /Allowed: erlang, json, gcl/],
        ["KAFKA_SERIALIZER", "json", /Allowed: avro \(left out for JSON\)/, { settings: kafka }],
    ],
    "numbers that are none to RIG": [
        ...["5_000", " 5000", "5000.0", "0x1388", "++5000", "-5000", "5e3", "+"].map((number): Refused => [
            "INBOUND_PORT",
            number,
            /Allowed: a whole number from 1024 to 65535/,
        ]),
        ["JAEGER_PORT", "abc", /Allowed: a whole number/, { settings: { JAEGER_HOST: "jaeger" } }],
    ],
    "URLs that RIG can't send to": [
        ["ZIPKIN_ADDR", "http://zipkin:9411", /such as http:\/\/zipkin:9411\/api\/v2\/spans/],
        ["ZIPKIN_ADDR", "http://zipkin:9411/", /such as http:\/\/zipkin:9411\/api\/v2\/spans/],
        ["ZIPKIN_ADDR", "http://zipkin:9411/sp\u00fcns", /Allowed: a URL in ASCII/],
        ["ZIPKIN_ADDR", "http://zipk\u00efn:9411/spans", /Allowed: a URL in ASCII/],
        ["ZIPKIN_ADDR", "http://zipkin..tracing/spans", /Allowed: a URL in ASCII/],
        ["ZIPKIN_ADDR", "http://zipkin:/spans", /Allowed: a URL in ASCII/],
        ["KINESIS_ENDPOINT", "http://localhost:4567/base", /without a path, which RIG would leave out/],
        ["KINESIS_ENDPOINT", "http://localhost:4567?a=b", /without a path, which RIG would leave out/],
    ],
    "registries that RIG can't put a path behind": [
        "",
        "registry:",
        "registry:99999",
        "registry:8081?a=b",
        "https://registry#a",
        "ftp://registry",
        "HTTP://registry",
        "a b",
        "registry..example",
    ].map((url): Refused => [
        "KAFKA_SCHEMA_REGISTRY_HOST",
        url,
        /Allowed: host, host:port, or a URL in ASCII/,
        { settings: kafka },
    ]),
    "NATS subjects that a server calls invalid": ["a..b", ".c", "d.", "a.>.b", ">.b", "a b", "."].map(
        (subject): Refused => ["NATS_SOURCE_TOPICS", [subject], /Allowed: a NATS subject/, { settings: nats }],
    ),
    "pointers that lead nowhere": ["/", "/a//b", "/a/", "/a~2b", "sub", ""].map((pointer): Refused => [
        "JWT_SESSION_FIELD",
        pointer,
        /Allowed: a JSON pointer/,
    ]),
    "an empty text that means nothing to RIG": [
        ["CORS", "", /Allowed: \* or an origin/],
        ["HTTPS_CERTFILE", "", /Allowed: certificate chain/, { secretSettings: { HTTPS_KEYFILE: "/k" } }],
        ["REQUEST_LOG", "", /Allowed: console, kafka/],
        ["REQUEST_LOG", "console,", /Allowed: console, kafka/],
    ],
    "a host name with a port": [["HOST", "rig.example.com:4000", /Allowed: a host name or an IPv4 address/]],
};

function configurationWith(name: string, value: unknown, others: Values = {}): Values {
    const settings = typeof others.settings === "object" ? others.settings : {};
    return { image: { tag: "aws-3.0.0" }, ...others, settings: { ...settings, [name]: value } };
}

describe("a value with one meaning", () => {
    for (const [rule, rows] of Object.entries(taken)) {
        it(rule, () => {
            for (const [name, said, text, others] of rows) {
                const { gateway } = read(configurationWith(name, said, others), { secretKeys });
                assert.equal(gateway.settings?.[name], text, `${name}: ${JSON.stringify(said)}`);
                if (typeof said === "string") {
                    const settings = { ...gateway.settings, [name]: said };
                    assert.equal(validatedArgs("rig", { ...gateway, settings }).settings?.[name], text, name);
                }
            }
        });
    }
});

describe("what RIG stops on, drops or can't use is refused:", () => {
    for (const [rule, rows] of Object.entries(refused)) {
        it(rule, () => {
            for (const [name, said, why, others] of rows) {
                const found = problems(configurationWith(name, said, others), { secretKeys });
                assert.equal(found.length, 1, `${name}: ${JSON.stringify(said)}: ${found.join("\n")}`);
                const [line = ""] = found;
                assert.ok(line.startsWith(`rig:settings.${name}`), line);
                assert.match(line, why);
            }
        });
    }
});

describe("the empty text for a file that RIG shall do without", () => {
    const files = { KAFKA_SSL_CA_CERTFILE: "", KAFKA_SSL_CERTFILE: "", KAFKA_SSL_KEYFILE: "" };
    const tls = { ...kafka, KAFKA_SSL_ENABLED: "true" };

    it("is taken in settings, in secretSettings and by the component", () => {
        for (const values of [{ settings: { ...tls, ...files } }, { settings: tls, secretSettings: files }]) {
            const { gateway } = read(values, { secretKeys });
            assert.deepEqual({ ...gateway.settings, ...gateway.secretSettings }, { ...tls, ...files });
            assert.deepEqual(validatedArgs("rig", { namespace: "n", ...values }), { namespace: "n", ...values });
        }
    });
});
