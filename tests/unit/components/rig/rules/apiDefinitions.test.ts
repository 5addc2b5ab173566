import { api, endpoint, itFinds, kafka, request } from "./table";

describe("API definitions", () => {
    itFinds({
        "have what RIG needs": [
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
            [
                { PROXY_CONFIG_FILE: [endpoint({ target: "kafka" })] },
                {},
                /topic is missing: RIG 3\.0\.0 needs the topic/,
            ],
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
            [
                { PROXY_CONFIG_FILE: [api({}, { version_data: [{ endpoints: [] }] })] },
                {},
                /Allowed: a map from versions/,
            ],
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
                            {
                                version_data: {
                                    default: { endpoints: [{ id: "a", method: "GET", path_regex: "/a/.+" }] },
                                },
                            },
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
    });
});
