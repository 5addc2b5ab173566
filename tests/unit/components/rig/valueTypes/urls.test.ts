import { itAccepts, itRefuses, kafka, type Accepted, type Refused } from "./table";

describe("a URL", () => {
    itAccepts({
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
            ].map((url): Accepted => ["KAFKA_SCHEMA_REGISTRY_HOST", url, url, { settings: kafka }]),
            ["KAFKA_SCHEMA_REGISTRY_HOST", "https://registry/", "https://registry", { settings: kafka }],
        ],
        "URLs end where RIG wants them to": [
            ["ZIPKIN_ADDR", "http://zipkin:9411/api/v2/spans", "http://zipkin:9411/api/v2/spans"],
            ["KINESIS_ENDPOINT", "http://localhost", "http://localhost"],
            ["KINESIS_ENDPOINT", "https://localhost:4567/", "https://localhost:4567/"],
        ],
        "CORS may be null, which a browser says for a page without an origin": [["CORS", "null", "null"]],
    });
    itRefuses({
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
    });
});
