import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../../../components/validation/record";
import { defaultCatalogue } from "../../../components/rig/versions";
import { problems, type Values } from "../configuration";

/** One configuration with which RIG 3.0.0 was run; see tests/fixtures/rig-3.0.0/README.md. */
interface Case {
    readonly id: string;
    readonly env: Readonly<Record<string, string>>;
    readonly rig: string;
    readonly requests?: readonly { readonly status: number | null }[];
}

/** Why the program takes what RIG fails with, or refuses what RIG takes. */
const exceptions: Readonly<Record<string, readonly [outcome: "accepted" | "refused", reason: string]>> = {
    // What has one meaning reaches RIG in another form.
    "e-exp2": ["accepted", "1e2 is handed over as 100"],
    "p-auth-null": ["accepted", "null is left out"],
    "p-port-exp-int": ["accepted", "808e1 is handed over as 8080"],
    "p-repl-null": ["accepted", "null is left out, and says nothing"],
    "k-ser-AVRO": ["accepted", "AVRO is handed over as avro"],
    "r-upper": ["accepted", "CONSOLE is handed over as console"],

    // What depends on the world around the gateway.
    "b-prom-false": ["accepted", "the metrics are meant to be off"],
    "h-name": ["accepted", "DNS may know the name; a warning says what happens if it doesn't"],
    "i-ep-endpoint-noport": ["accepted", "this build of RIG can't judge Kinesis"],
    "k-ssl-default-nofiles": ["accepted", "an image of one's own may have the file"],
    "p-no-file": ["accepted", "an image of one's own may have the file; a warning says that nothing of it is checked"],
    "t-down": ["accepted", "the server may be there later"],

    // What RIG takes without doing what its author means.
    "c-empty": ["refused", "an empty header allows no origin; no CORS at all is said by an origin of one's own"],
    "c-two": ["refused", "no browser takes two origins"],
    "e-dupkey": ["refused", "RIG and other readers take another one of two equal keys"],
    "e-ptr-star": ["refused", "a pointer knows no *, and finds nothing"],
    "p-authtype-JWT-unsecured": ["refused", "auth_type jwt protects nothing where no endpoint is secured"],
    "p-authtype-basic": ["refused", "RIG knows no basic authentication: the API would be open"],
    "p-dup-key": ["refused", "RIG and other readers take another one of two equal keys"],
    "p-env-unset": ["refused", "RIG would forward to localhost"],
    "p-hdr": ["refused", "an added header host is lost"],
    "p-hdr-case": ["refused", "an added header host is lost"],
    "p-jwt-not-secured": ["refused", "auth_type jwt protects nothing where no endpoint is secured"],
    "p-kinesis-topic-blank": ["refused", "no stream is called so"],
    "p-nats-topic-space": ["refused", "NATS takes the second word for the reply subject"],
    "p-path-and-regex": ["refused", "RIG ignores path"],
    "p-regex-braces": ["refused", "{id} matches that text only"],
    "p-regex-colon": ["refused", ":id matches that text only"],
    "p-regex-noslash": ["refused", "with its start anchored, it matches no path"],
    "p-regex-query": ["refused", "the query is never compared"],
    "p-repl-badgroup": ["refused", "a group that isn't there is replaced by nothing"],
    "p-unknown-keys": ["refused", "not_secured: false looks closed and is open"],
    "p-version-extra-invalid": ["refused", "RIG serves the version default only"],
    "p-versioned-true": ["refused", "RIG answers 404"],
    "t-topic-dots": ["refused", "a real server calls these subjects invalid"],
    "s-sub-jwt-plain": ["refused", "RIG refuses every event"],

    // What isn't so in the image, which has an older Elixir and no root.
    "l-LOG_LEVEL-critical": ["refused", "a level of a newer Elixir than the image's"],
    "l-LOG_LEVEL-none": ["refused", "a level of a newer Elixir than the image's"],
    "l-LOG_LEVEL-verbose": ["refused", "no level of Elixir's"],
    "l-LOG_LEVEL-warning": ["refused", "a level of a newer Elixir than the image's"],
    "n-inbound-low": ["refused", "the pods have no root"],
};

function isCase(value: unknown): value is Case {
    return isRecord(value) && typeof value.id === "string" && typeof value.rig === "string" && isRecord(value.env);
}

function readCases(): Case[] {
    const found: unknown = JSON.parse(
        readFileSync(join(__dirname, "..", "..", "fixtures", "rig-3.0.0", "cases.json"), "utf8"),
    );
    assert.ok(Array.isArray(found) && found.every(isCase));
    return found;
}

function configuration(env: Case["env"]): Values {
    const maps: Record<"settings" | "secretSettings" | "extraEnv", Values> = {
        settings: {},
        secretSettings: {},
        extraEnv: {},
    };
    for (const [key, text] of Object.entries(env)) {
        const [, extra] = /^\(extra\) (.*)$/.exec(key) ?? [];
        const isSecret = defaultCatalogue.variable(key)?.secret === "always" || /\/\/[^/]*@/.test(text);
        maps[extra !== undefined ? "extraEnv" : isSecret ? "secretSettings" : "settings"][extra ?? key] = text;
    }
    return maps;
}

function isFine({ rig, requests = [] }: Case): boolean {
    return rig === "up" && !requests.some(({ status }) => status === 500);
}

describe("what RIG 3.0.0 did with a configuration", () => {
    const cases = readCases();

    for (const each of cases) {
        const [outcome, reason] = exceptions[each.id] ?? [isFine(each) ? "accepted" : "refused", ""];
        it(`${each.id} is ${outcome}${reason === "" ? "" : `: ${reason}`}`, () => {
            const found = problems(configuration(each.env), { secretKeys: ["rig:secretSettings"] });
            assert.equal(found.length > 0 ? "refused" : "accepted", outcome, found.join("\n"));
        });
    }

    it("has no exception that isn't one", () => {
        const known = new Map(cases.map((each) => [each.id, isFine(each) ? "accepted" : "refused"]));
        const needless = Object.entries(exceptions).filter(([id, [outcome]]) => (known.get(id) ?? outcome) === outcome);
        assert.deepEqual(needless, []);
    });
});
