import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../../../../../components/args";
import { warnings } from "../../../../../components/arguments/warnings";

const asynchronous = JSON.stringify([
    {
        id: "orders",
        name: "orders",
        version_data: {
            default: { endpoints: [{ id: "a", method: "POST", path_regex: "/", response_from: "http_async" }] },
        },
        proxy: { target_url: "orders", port: 80 },
    },
]);
const extractors = (pointer: string) =>
    JSON.stringify({ greeting: { name: { stable_field_index: 0, event: { json_pointer: pointer } } } });
const adminFrom = [{ podSelector: { matchLabels: { app: "orders" } } }];

describe("warnings", () => {
    const table: [what: string, args: Omit<GatewayArgs, "namespace">, expected: RegExp | undefined][] = [
        ["nothing", {}, undefined],
        ["an address as HOST", { settings: { HOST: "192.0.2.1" } }, undefined],
        ["RIG's own HOST", { settings: { HOST: "localhost" } }, undefined],
        [
            "a name as HOST",
            { settings: { HOST: "push.example.com" } },
            /^HOST is the name "push\.example\.com"\. .* 500/,
        ],
        ["a budget that lets one go", { disruptionBudget: { minAvailable: "1" } }, undefined],
        ["half of three, rounded up", { replicas: 3, disruptionBudget: { minAvailable: "50%" } }, undefined],
        ["a hundredth, rounded up", { disruptionBudget: { maxUnavailable: "1%" } }, undefined],
        [
            "a budget that lets none go",
            { disruptionBudget: { minAvailable: "2" } },
            /^disruptionBudget\.minAvailable 2 lets none of 2 pods go: a drain .* waits for ever/,
        ],
        [
            "a share that lets none go",
            { replicas: 3, disruptionBudget: { minAvailable: "67%" } },
            /^disruptionBudget\.minAvailable 67% lets none of 3 pods go/,
        ],
        [
            "none that may be away",
            { disruptionBudget: { maxUnavailable: "0" } },
            /^disruptionBudget\.maxUnavailable 0 lets none of 2 pods go/,
        ],
        ["a HOST that is known later", { settings: { HOST: pulumi.output("a") } }, undefined],
        [
            "responses by HTTP",
            { settings: { PROXY_CONFIG_FILE: asynchronous } },
            /^API "orders" has response_from: http_async, .* networkPolicy\.adminFrom\.$/,
        ],
        [
            "the same in a secret document",
            {
                secretSettings: { PROXY_CONFIG_FILE: asynchronous },
                networkPolicy: { egressTo: [{ ports: [{ port: "80" }] }] },
            },
            /^An API has response_from/,
        ],
        ["with peers", { settings: { PROXY_CONFIG_FILE: asynchronous }, networkPolicy: { adminFrom } }, undefined],
        [
            "without policies",
            { settings: { PROXY_CONFIG_FILE: asynchronous }, networkPolicy: { enabled: false } },
            undefined,
        ],
        [
            "Kinesis with the default memory",
            { image: { tag: "aws-3.0.0" }, settings: { KINESIS_ENABLED: "true" } },
            /^KINESIS_ENABLED is true, and the memory limit is "512Mi"\. .* resources\.limits\.memory to 1Gi or more\.$/,
        ],
        [
            "Kinesis with enough memory",
            { settings: { KINESIS_ENABLED: "true" }, resources: { limits: { memory: "1024Mi" } } },
            undefined,
        ],
        ["Kinesis without a limit", { settings: { KINESIS_ENABLED: "true" }, resources: { limits: {} } }, undefined],
        ["no Kinesis", { settings: { KINESIS_ENABLED: "false" } }, undefined],
        ["a field of the data", { settings: { EXTRACTORS: extractors("/data/name") } }, undefined],
        ["an attribute", { settings: { EXTRACTORS: extractors("/source") } }, undefined],
        [
            "a field beside data",
            { settings: { EXTRACTORS: extractors("/name") } },
            /^EXTRACTORS has "\/name"\. .*\/data\//,
        ],
        [
            "API definitions in the image",
            {
                settings: { PROXY_CONFIG_FILE: "/opt/apis.json" },
                networkPolicy: { egressTo: [{ ports: [{ port: "80" }] }] },
            },
            /^PROXY_CONFIG_FILE is a file of the image, .* write \^\^\(\?:\/x\)\$\.$/,
        ],
        ["extractors in the image", { settings: { EXTRACTORS: "/opt/e.json" } }, /^EXTRACTORS is a file of the image/],
    ];

    for (const [what, args, expected] of table) {
        it(`${expected === undefined ? "say nothing of" : "name"} ${what}`, () => {
            const found = warnings({ namespace: "n", ...args });
            if (expected === undefined) {
                assert.deepEqual(found, []);
            } else {
                assert.equal(found.length, 1, found.join("\n"));
                assert.match(found[0] ?? "", expected);
            }
        });
    }
});
