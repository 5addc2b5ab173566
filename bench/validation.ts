import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { impliedDestinations } from "../components/model/egress";
import { validatedArgs } from "../components/arguments/validate";
import { readConfiguration } from "../stack/read";
import { raw } from "../tests/unit/configuration";
import { rows } from "../tests/unit/components/rig/rows";

// `npm run bench`: how much longer a preview takes because of the largest configuration. A preview is a process of its
// own, in which nothing is warm yet, so each look at it is one, too.

const processes = 9;

const bytes = (length: number) => "x".repeat(length);

const apis = [...Array(2000).keys()].map((n) => ({
    id: `api-${n}`,
    name: `api-${n}`,
    version_data: { default: { endpoints: [{ id: "all", method: "GET", path: `/${n}` }] } },
    proxy: { target_url: `http://api-${n}`, port: 80 },
    comment: bytes(200),
}));

const field = (n: number) => ({ stable_field_index: n, event: { json_pointer: `/field/${n}` }, comment: bytes(800) });

const events = [...Array(50).keys()].map((n) => [
    `event-${n}`,
    Object.fromEntries([...Array(20).keys()].map((index) => [`field-${index}`, field(index)])),
]);

/** Documents that fill a ConfigMap and a Secret, in files, since Pulumi takes no stack file of more than 128 KiB. */
const documents = {
    "apis.json": JSON.stringify(apis),
    "extractors.json": JSON.stringify(Object.fromEntries(events)),
};

const settings = Object.fromEntries(
    rows.filter(({ place = "" }) => !place.startsWith("secret")).map(({ name, good }) => [name, good]),
);

const largest = raw(
    {
        image: { tag: "aws-3.0.0" },
        settings: {
            ...settings,
            HTTPS_KEYFILE: "/k",
            KAFKA_SSL_KEYFILE: "/k",
            PROXY_CONFIG_FILE: "apis.json",
            EXTRACTORS: undefined,
        },
        secretSettings: {
            JWT_SECRET_KEY: "secret",
            KAFKA_SASL: `plain:me:${bytes(50_000)}`,
            EXTRACTORS: "extractors.json",
        },
        extraEnv: Object.fromEntries([...Array(100).keys()].map((n) => [`A${n}`, bytes(500)])),
        labels: Object.fromEntries([...Array(50).keys()].map((n) => [`example.com/l${n}`, "a"])),
    },
    { secretKeys: ["rig:secretSettings"] },
);

/** All that a preview does to check a configuration, and to see what follows from it. */
function check(configuration: typeof largest): void {
    const { gateway } = readConfiguration(configuration);
    const { settings = {} } = validatedArgs("gateway", gateway);
    const texts = Object.entries(settings).flatMap(([name, text]): [string, string][] =>
        typeof text === "string" ? [[name, text]] : [],
    );
    impliedDestinations(Object.fromEntries(texts));
}

function milliseconds(configuration: typeof largest): number {
    const start = performance.now();
    check(configuration);
    return performance.now() - start;
}

/** How long a new process needs, in milliseconds; the empty configuration goes first, and loads what is loaded late. */
function measureInProcess(folder: string): number {
    const program = ["-r", "ts-node/register/transpile-only", __filename, folder];
    return Number(execFileSync(process.execPath, program, { encoding: "utf8" }));
}

function measure(): void {
    const folder = mkdtempSync(join(tmpdir(), "bench-"));
    try {
        for (const [name, text] of Object.entries(documents)) {
            writeFileSync(join(folder, name), text);
        }
        const found = [...Array(processes).keys()].map(() => measureInProcess(folder)).sort((a, b) => a - b);
        const size = Object.values({ ...largest.values, ...documents }).reduce((sum, text) => sum + text.length, 0);
        console.log(
            `${Math.round(size / 1024)} KiB, beyond the empty configuration, in ${processes} new processes: ` +
                `${found[0]?.toFixed(0) ?? ""} to ${found.at(-1)?.toFixed(0) ?? ""} ms, median ${found[(processes - 1) / 2]?.toFixed(0) ?? ""} ms`,
        );
    } finally {
        rmSync(folder, { recursive: true });
    }
}

const [, , folder] = process.argv;
if (folder === undefined) {
    measure();
} else {
    process.chdir(folder);
    const empty = milliseconds(raw({}));
    console.log(milliseconds(largest) - empty);
}
