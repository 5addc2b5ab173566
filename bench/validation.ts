import { performance } from "node:perf_hooks";
import { largestExtraEnv, largestObject } from "../components/settings/limits";
import { readConfiguration } from "../config/read";
import { raw } from "../tests/unit/configuration";
import { rows } from "../tests/unit/settings/rows";

// `npm run bench`: how long the largest configuration takes to be read and checked, as a part of every preview.

const bytes = (length: number) => "x".repeat(length);

const settings = Object.fromEntries(
    rows.filter(({ place = "" }) => !place.startsWith("secret")).map(({ name, good }) => [name, good]),
);

const apis = [...Array(2000).keys()].map((n) => ({
    id: `api-${n}`,
    version_data: { default: { endpoints: [{ id: "all", method: "GET", path: `/${n}` }] } },
    proxy: { target_url: `http://api-${n}`, port: 80 },
    comment: bytes(200),
}));

const configuration = raw(
    {
        image: { tag: "aws-3.0.0" },
        settings: {
            ...settings,
            HTTPS_KEYFILE: "/k",
            KAFKA_SSL_KEYFILE: "/k",
            PROXY_CONFIG_FILE: apis,
        },
        secretSettings: { JWT_SECRET_KEY: "secret", KAFKA_SASL: `plain:me:${bytes(100_000)}` },
        extraEnv: Object.fromEntries([...Array(100).keys()].map((n) => [`A${n}`, bytes(largestExtraEnv / 210)])),
        labels: Object.fromEntries([...Array(50).keys()].map((n) => [`example.com/l${n}`, "a"])),
    },
    { secretKeys: ["rig:secretSettings"] },
);

function milliseconds(values: typeof configuration): number {
    const start = performance.now();
    readConfiguration(values);
    return performance.now() - start;
}

const size = Object.values(configuration.values).reduce((sum, text) => sum + text.length, 0);
const empty = milliseconds(raw({}));
const first = milliseconds(configuration);
const others = [...Array(19).keys()].map(() => milliseconds(configuration)).sort((a, b) => a - b);

console.log(`empty configuration, first read of the process: ${empty.toFixed(1)} ms`);
console.log(
    `${Math.round(size / 1024)} KiB of ${largestObject / 1024} that one object may hold: ${first.toFixed(1)} ms`,
);
console.log(`the same again, median: ${others[9]?.toFixed(1) ?? ""} ms`);
