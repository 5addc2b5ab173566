import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../../../../../components/validation/record";
import { readApis } from "../../../../../components/rig/documents/proxyConfig";
import { anchored, pathExpressionProblem } from "../../../../../components/rig/documents/pathExpression";

/** Whether RIG 3.0.0 forwards the path: it takes one `^` off, and adds `$` where the end has none. */
function rigMatches(expression: string, path: string): boolean {
    const rest = expression.replace(/^\^/, "");
    return new RegExp(rest.endsWith("$") ? rest : `${rest}$`, "i").test(path);
}

interface Endpoint {
    readonly id: string;
    readonly method: string;
    readonly path_regex: string;
    readonly secured?: boolean;
}

function isEndpoint(value: unknown): value is Endpoint {
    return isRecord(value) && typeof value.path_regex === "string" && typeof value.method === "string";
}

/** The endpoints in a document. */
function endpoints(json: string): Endpoint[] {
    const found: Endpoint[] = [];
    const walk = (value: unknown) => {
        if (isEndpoint(value)) {
            found.push(value);
        } else if (typeof value === "object" && value !== null) {
            Object.values(value).forEach(walk);
        }
    };
    walk(JSON.parse(json));
    return found;
}

/** What is handed to RIG. */
function handedOver(json: string): string {
    const read = readApis(json);
    assert.ok("text" in read, JSON.stringify(read));
    return read.text;
}

function messages(json: string): string[] {
    const read = readApis(json);
    return "problems" in read ? read.problems.map(({ path, message }) => `${path.join(".")}: ${message}`) : [];
}

function requiredChanges(json: string): string[] {
    const read = readApis(json);
    assert.ok("requiredChanges" in read, JSON.stringify(read));
    return read.requiredChanges.map(({ path }) => path.join("."));
}

const api = (endpoint: object, more: object = {}, version: object = {}) =>
    JSON.stringify([
        {
            id: "a",
            name: "a",
            version_data: {
                default: { endpoints: [{ id: "e", method: "GET", path_regex: "/x", ...endpoint }], ...version },
            },
            proxy: { target_url: "http://shop", port: 80 },
            ...more,
        },
    ]);

describe("RIG's rule for path_regex", () => {
    const cases: unknown = JSON.parse(
        readFileSync(join(__dirname, "..", "..", "..", "..", "fixtures", "rig-3.0.0", "cases.json"), "utf8"),
    );

    it("is the one that RIG 3.0.0 showed", () => {
        assert.ok(Array.isArray(cases));
        let compared = 0;
        for (const each of cases.filter(isRecord)) {
            const text = isRecord(each.env) ? each.env.PROXY_CONFIG_FILE : undefined;
            const observed = Array.isArray(each.requests) ? each.requests.filter(isRecord) : [];
            if (typeof text !== "string" || !/^p-(anchor|base|regex)/.test(String(each.id))) {
                continue;
            }
            for (const { path, status, method } of observed) {
                const matching: readonly Endpoint[] = endpoints(text).filter(
                    (endpoint) =>
                        endpoint.method === method && rigMatches(endpoint.path_regex, String(path).replace(/\?.*/, "")),
                );
                assert.equal(matching.length === 0, status === 404, `${String(each.id)} ${String(path)}`);
                compared += 1;
            }
        }
        assert.ok(compared >= 15, String(compared));
    });

    const table: [expression: string, matches: string[], doesNot: string[]][] = [
        ["/x", ["/x", "/X"], ["/any/x", "/x/", "/xy"]],
        ["^/x$", ["/x"], ["/any/x"]],
        ["^^/x", ["/x"], ["/any/x"]],
        ["/x|/y", ["/x", "/y"], ["/xanything", "/any/y"]],
        ["x?/x", ["/x", "x/x"], ["/any/x"]],
        ["/price\\$", ["/price$"], ["/price", "/price$5"]],
        ["/orders/([^/]+)", ["/orders/1"], ["/orders/1/2", "/old/orders/1"]],
    ];

    for (const [expression, matches, doesNot] of table) {
        it(`takes ${expression} for the whole path, as it is handed over`, () => {
            assert.equal(pathExpressionProblem(expression), undefined);
            const [endpoint] = endpoints(handedOver(api({ path_regex: expression })));
            assert.deepEqual(
                matches.filter((path) => !rigMatches(endpoint?.path_regex ?? "", path)),
                [],
            );
            assert.deepEqual(
                doesNot.filter((path) => rigMatches(endpoint?.path_regex ?? "", path)),
                [],
            );
        });
    }

    it("lets no open endpoint hide a secured one", () => {
        const document = JSON.stringify([
            {
                id: "a",
                name: "a",
                auth_type: "jwt",
                version_data: {
                    default: {
                        endpoints: [
                            { id: "open", method: "GET", path_regex: "/health" },
                            { id: "closed", method: "GET", path_regex: "/admin/.+", secured: true },
                        ],
                    },
                },
                proxy: { target_url: "http://shop", port: 80 },
            },
        ]);
        const first = (json: string) =>
            endpoints(json).find((each) => rigMatches(each.path_regex, "/admin/health"))?.id;
        assert.equal(first(document), "open");
        assert.equal(first(handedOver(document)), "closed");
    });

    it("is met once, however often a document is read", () => {
        const once = handedOver(api({ path_regex: "/x|/y" }));
        assert.equal(handedOver(once), once);
        assert.equal(anchored("^^(?:/a)(?:/b)$"), "^^(?:^^(?:/a)(?:/b)$)$");
    });
});

describe("API definitions", () => {
    it("are handed over in the form in which RIG takes them as they are meant", () => {
        const document = api(
            { method: "get", target: "HTTP", response_from: null, transform_request_headers: true },
            { auth: null, active: null, proxy: { target_url: "shop/", port: 80, use_env: null } },
            { transform_request_headers: { add_headers: { "X-Shop": "a" } } },
        );
        const endpoint = {
            id: "e",
            method: "GET",
            path_regex: "^^(?:/x)$",
            target: "http",
            transform_request_headers: true,
        };
        assert.deepEqual(JSON.parse(handedOver(document)), [
            {
                id: "a",
                name: "a",
                version_data: {
                    default: {
                        endpoints: [endpoint],
                        transform_request_headers: { add_headers: { "x-shop": "a" } },
                    },
                },
                proxy: { target_url: "shop", port: 80 },
            },
        ]);
        assert.deepEqual(requiredChanges(document), [
            "0.auth",
            "0.active",
            "0.version_data.default.endpoints.0.response_from",
            "0.version_data.default.endpoints.0.target",
            "0.version_data.default.transform_request_headers.add_headers.X-Shop",
            "0.proxy.use_env",
            "0.proxy.target_url",
        ]);
        assert.deepEqual(requiredChanges(api({ method: "get" })), []);
    });

    it("keep a whole number whole", () => {
        const document = api({}).replace('"port":80', '"port":8.0e1');
        assert.match(handedOver(document), /"port":80\}/);
        assert.deepEqual(requiredChanges(document), ["0.proxy.port"]);
    });

    const kafka = { method: "POST", target: "kafka", topic: "t" };
    const headers = (add_headers: object) =>
        api({ transform_request_headers: true }, {}, { transform_request_headers: { add_headers } });
    const endpointPath = "0.version_data.default.endpoints.0";
    const headerPath = "0.version_data.default.transform_request_headers.add_headers";
    const table: [what: string, json: string, expected: RegExp | undefined][] = [
        [
            "a key that stands twice",
            api({}).replace('"port":80', '"port":1,"port":80'),
            /^0\.proxy\.port: the key stands twice/,
        ],
        [
            "half a surrogate pair",
            api({}, { name: "?" }).replace("?", "\\ud800"),
            /^0\.name: .* half of a surrogate pair/,
        ],
        ["no JSON", '[{"id": }]', /: this is no JSON that RIG could read: ValueExpected in line 1, character 9\.$/],
        [
            "path",
            api({ path: "/x", path_regex: undefined }),
            new RegExp(`^${endpointPath}\\.path: RIG 3\\.0\\.0 removed`),
        ],
        ["no path_regex", api({ path_regex: undefined }), new RegExp(`^${endpointPath}: path_regex is missing`)],
        [
            "not_secured",
            api({ not_secured: true }),
            new RegExp(`^${endpointPath}\\.not_secured: RIG 3\\.0\\.0 doesn't know`),
        ],
        ["auth_type without a secured endpoint", api({}, { auth_type: "jwt" }), /all are open/],
        ["auth_type in capitals", api({ secured: true }, { auth_type: "JWT" }), undefined],
        ["another auth_type", api({}, { auth_type: "basic" }), /^0\.auth_type: Allowed: jwt, none\.$/],
        [
            "a token in a query",
            api({ secured: true }, { auth_type: "jwt", auth: { use_query: true } }),
            /^0\.auth\.use_query/,
        ],
        [
            "a token in another header",
            api({ secured: true }, { auth_type: "jwt", auth: { use_header: true, header_name: "x-token" } }),
            /^0\.auth: RIG 3\.0\.0 reads tokens from the header Authorization only/,
        ],
        ["auth as a list", api({}, { auth: [] }), /^0\.auth: Allowed: a map\.$/],
        ["active as text", api({}, { active: "true" }), /^0\.active: Allowed: true or false\.$/],
        [
            "a version that isn't served",
            api({}, { version_data: { default: { endpoints: [] }, v2: { endpoints: [] } } }),
            /answers 404/,
        ],
        [
            "headers that no endpoint asks for",
            api({}, {}, { transform_request_headers: { add_headers: {} } }),
            /no endpoint asks/,
        ],
        [
            "headers beside version_data",
            api({}, { transform_request_headers: {} }),
            /^0\.transform_request_headers: RIG reads it/,
        ],
        ["a header that RIG sets", headers({ Host: "a" }), new RegExp(`^${headerPath}\\.host: RIG sets or removes`)],
        [
            "a header twice",
            headers({ "X-A": "1", "x-a": "2" }),
            new RegExp(`^${headerPath}\\.X-A: Allowed: a header's name`),
        ],
        ["a header's name with a blank", headers({ "x a": "1" }), /Allowed: a header's name/],
        [
            "a header of two lines",
            headers({ "x-a": "1\nx-b: 2" }),
            new RegExp(`^${headerPath}\\.x-a: .* control character`),
        ],
        [
            "a response from NATS to HTTP",
            api({ response_from: "nats" }),
            /RIG can't wait for a response from nats when the target is http\. Allowed with http: http_async, kafka, kinesis, or nothing\.$/,
        ],
        ["a response by HTTP to Kafka", api({ ...kafka, response_from: "http_async" }), /can't wait/],
        [
            "a response from Kinesis",
            api({ target: "kinesis", topic: "t", response_from: "kinesis" }),
            /It answers 202 at once/,
        ],
        ["a response from Kafka", api({ ...kafka, response_from: "KAFKA" }), undefined],
        [
            "a topic of several words",
            api({ ...kafka, topic: "a b" }),
            new RegExp(`^${endpointPath}\\.topic: Allowed: a Kafka topic`),
        ],
        [
            "a group that isn't there",
            api({ path_regex: "/(a)", path_replacement: "/\\2" }),
            new RegExp(`^${endpointPath}\\.path_replacement: it refers`),
        ],
        ["a group", api({ path_regex: "/(a)", path_replacement: "/b/\\1" }), undefined],
        ["$1", api({ path_regex: "/(a)", path_replacement: "/$1" }), /\\1 stands for the first group/],
        ["a replacement that is no text", api({ path_replacement: 5 }), /path_replacement: Allowed/],
        ["two dots in a host", api({}, { proxy: { target_url: "a..b", port: 80 } }), /target_url has to be/],
        ["a user in a target", api({}, { proxy: { target_url: "http://u:p@a", port: 80 } }), /target_url has to be/],
        ["a final dot", api({}, { proxy: { target_url: "HTTP://shop.", port: 80 } }), undefined],
    ];

    for (const [what, json, expected] of table) {
        it(`${expected === undefined ? "may have" : "with"} ${what}${expected === undefined ? "" : " are refused"}`, () => {
            const found = messages(json);
            if (expected === undefined) {
                assert.deepEqual(found, []);
            } else {
                assert.equal(found.length, 1, found.join("\n"));
                assert.match(found[0] ?? "", expected);
            }
        });
    }
});
