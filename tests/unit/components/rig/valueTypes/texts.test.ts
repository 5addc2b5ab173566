import { itAccepts, itRefuses, jwt, kafka, type Refused } from "./table";

describe("a text", () => {
    itAccepts({
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
        "a pointer leads to a field": [["JWT_SESSION_FIELD", "/a~1b/c~0d", "/a~1b/c~0d"]],
    });
    itRefuses({
        "levels that RIG doesn't document": [
            ...["warning", "notice", "critical", "none", "verbose"].map((level): Refused => [
                "LOG_LEVEL",
                level,
                /Allowed: debug, info, warn, error \(those that RIG documents; whether it knows others depends on the image/,
            ]),
            ["LOG_FMT", "xml", /Allowed: erlang, json, gcl/],
            ["KAFKA_SERIALIZER", "json", /Allowed: avro \(left out for JSON\)/, { settings: kafka }],
        ],
        "pointers that lead nowhere": ["/", "/a//b", "/a/", "/a~2b", "sub", ""].map((pointer): Refused => [
            "JWT_SESSION_FIELD",
            pointer,
            /Allowed: a JSON pointer/,
        ]),
    });
});
