import assert from "node:assert/strict";
import type { GatewayArgs } from "../../../components";
import { compareCookies, rotationWarning } from "../../../components/model/cookieRotation";
import { keptFingerprint } from "../../../components/model/cookieRotation";
import { at } from "../at";
import { gateway, generatedCookie, type Run } from "../mocks";

const deploymentType = "kubernetes:apps/v1:Deployment";
const secretType = "kubernetes:core/v1:Secret";
const full = "rig-reactive-interaction-gateway";

const deployment = (made: Run) => made.one(deploymentType).inputs;
const podAnnotations = (made: Run) => at(deployment(made), "spec", "template", "metadata", "annotations");
const recorded = (made: Run) => at(deployment(made), "metadata", "annotations", "checksum/arguments");
const strategy = (made: Run) => at(deployment(made), "spec", "strategy");
const names = (made: Run) => made.resources.map(({ name }) => name);

/** What a gateway with this cookie has under this name, in clear. */
const cookieIn = (made: Run, suffix: string) =>
    Buffer.from(String(at(made.one(secretType, suffix).inputs, "data", "cookie")), "base64").toString();

const rolling = { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };

describe("a rotation of the cookie", () => {
    it("that nobody asks for makes nothing", async () => {
        const made = await gateway();
        assert.deepEqual(
            names(made).filter((name) => name.includes("cookie")),
            ["gateway-cookie", "gateway-cookie"],
        );
        assert.equal(recorded(made), undefined);
        assert.equal(at(podAnnotations(made), "rig/cookie-rotation"), undefined);
        assert.deepEqual(strategy(made), rolling);
    });

    it("with number 0 keeps cookie and pods, and records the arguments", async () => {
        const [before, made] = [await gateway(), await gateway({ cookie: { rotation: 0 } })];
        assert.deepEqual(at(deployment(made), "spec"), at(deployment(before), "spec"));
        assert.match(String(recorded(made)), /^[0-9a-f]{10}$/);
        assert.deepEqual(
            names(made).filter((name) => !names(before).includes(name)),
            ["gateway-cookie-key"],
        );
    });

    it("records each argument but the cookie's, and not what concerns one run", async () => {
        const record = async (args: Partial<GatewayArgs>) =>
            recorded(await gateway({ cookie: { rotation: 1 }, ...args }));
        const basis = await record({});
        const same: Partial<GatewayArgs>[] = [
            { cookie: { rotation: 2 } },
            { cookie: { rotation: 1, value: "OneCookie0123456789OneCookie0123456789" } },
            { running: { cookieRotation: 0 } },
            { protect: true },
            { deployTimeout: 500 },
        ];
        for (const args of same) {
            assert.equal(await record(args), basis, JSON.stringify(args));
        }
        const others: Partial<GatewayArgs>[] = [
            { replicas: 3 },
            { image: { tag: "other" } },
            { settings: { LOG_LEVEL: "info" } },
            { secretSettings: { JWT_SECRET_KEY: "k".repeat(32) } },
            { networkPolicy: { enabled: false } },
            { resources: { limits: { memory: "1Gi" } } },
        ];
        for (const args of others) {
            assert.notEqual(await record(args), basis, JSON.stringify(args));
        }
        const [one, two] = [
            { a: "1", b: "2" },
            { b: "2", a: "1" },
        ];
        assert.equal(await record({ podAnnotations: one }), await record({ podAnnotations: two }));
    });

    it("makes another Secret beside the first, which stays, and the pods take their cookie from it", async () => {
        const made = await gateway({ cookie: { rotation: 2 } });
        assert.equal(cookieIn(made, "gateway-cookie"), generatedCookie);
        assert.match(cookieIn(made, "rotated-cookie"), /^[0-9a-f]{64}$/);
        const secret = made.one(secretType, "rotated-cookie");
        assert.equal(secret.inputs.immutable, true);
        assert.deepEqual(secret.secrets, ["data"]);
        const name = String(at(secret.inputs, "metadata", "name"));
        assert.ok(name.startsWith(`${full}-cookie-`));
        assert.deepEqual(made.outputs.cookieSecret, { name, key: "cookie" });
        assert.deepEqual(made.secretOutputs, []);
        const env = at(deployment(made), "spec", "template", "spec", "containers", 0, "env");
        const entries: unknown[] = Array.isArray(env) ? env : [];
        const variable = entries.find((each) => at(each, "name") === "NODE_COOKIE");
        assert.deepEqual(at(variable, "valueFrom", "secretKeyRef"), { name, key: "cookie" });
        assert.equal(at(podAnnotations(made), "rig/cookie-rotation"), "2");
        assert.deepEqual(made.one(deploymentType).secrets, []);
        assert.notEqual(
            cookieIn(await gateway({ cookie: { rotation: 3 } }), "rotated-cookie"),
            cookieIn(made, "rotated-cookie"),
        );
    });

    it("of one's own cookie leaves the Secret of the one before as it is", async () => {
        const value = "OneCookie0123456789OneCookie0123456789";
        const made = await gateway({ cookie: { rotation: 1, value } });
        assert.equal(cookieIn(made, "rotated-cookie"), value);
        assert.notEqual(cookieIn(made, "gateway-cookie"), value);
    });

    it("replaces all pods at once in the update in which the number goes up, and until it is complete", async () => {
        const made = (running: GatewayArgs["running"]) => gateway({ cookie: { rotation: 2 }, running });
        assert.deepEqual(strategy(await made({ cookieRotation: 1 })), { type: "Recreate" });
        assert.deepEqual(strategy(await made({ cookieRotation: 2, rotating: true })), { type: "Recreate" });
        assert.deepEqual(strategy(await made({ cookieRotation: 2 })), rolling);
        assert.deepEqual(strategy(await made(undefined)), rolling);
        // What runs is no argument that the state keeps: it is another one after each update.
        assert.equal((await made({ cookieRotation: 1 })).one("rig:index:Gateway").inputs.running, undefined);
    });

    it("is not taken back by Helm, which would bring the old cookie beside the new one", async () => {
        const atomic = async (cookieRotation: number) => {
            const made = await gateway({ method: "helm", cookie: { rotation: 1 }, running: { cookieRotation } });
            return made.one("kubernetes:helm.sh/v3:Release").inputs.atomic;
        };
        assert.equal(await atomic(0), false);
        assert.equal(await atomic(1), true);
    });

    it("says what it costs", () => {
        const warning = rotationWarning({ cookie: { rotation: 2 }, running: { cookieRotation: 1 } });
        for (const cost of [/number 2 after number 1/, /connections end/, /up to 60 s/, /tokens/, /API definitions/]) {
            assert.match(String(warning), cost);
        }
        assert.match(
            String(rotationWarning({ cookie: { rotation: 2 }, running: { cookieRotation: 2, rotating: true } })),
            /number 2 isn't complete/,
        );
        assert.equal(rotationWarning({ cookie: { rotation: 2 }, running: { cookieRotation: 2 } }), undefined);
        assert.equal(rotationWarning({ cookie: { rotation: 2 } }), undefined);
    });
});

describe("an existing Secret that has lost the cookie", () => {
    const existingSecret = { name: "erlang", key: "c" };
    const running = {
        cookieRotation: 1,
        cookieSecret: existingSecret,
        cookieFingerprint: "before",
        cookieLost: true,
    };
    const cookie = { existingSecret, rotation: 1 };

    it("isn't read, and changes nothing of the pods", async () => {
        const text = Buffer.from("aB".repeat(16)).toString("base64");
        const before = await gateway({ cookie }, { existingSecrets: { "rig-dev/erlang": { c: text } } });
        const cookieFingerprint = String(at(podAnnotations(before), "checksum/cookie"));
        const made = await gateway({ cookie, running: { ...running, cookieFingerprint } });
        assert.deepEqual(deployment(made), deployment(before));
        assert.deepEqual(names(made).sort(), names(before).sort());
        assert.deepEqual(made.outputs, before.outputs);
        assert.deepEqual(made.secretOutputs, []);
    });

    it("is done without only where the pods have the cookie from there already", () => {
        assert.equal(keptFingerprint({ cookie, running }), "before");
        assert.equal(keptFingerprint({ cookie }), undefined);
        assert.equal(keptFingerprint({ cookie, running: { ...running, cookieLost: false } }), undefined);
        assert.equal(keptFingerprint({ cookie: { rotation: 1 }, running }), undefined);
        assert.equal(keptFingerprint({ cookie: { existingSecret, rotation: 2 }, running }), undefined);
        for (const other of [
            { name: "other", key: "c" },
            { name: "erlang", key: "d" },
        ]) {
            assert.equal(keptFingerprint({ cookie: { ...cookie, existingSecret: other }, running }), undefined);
        }
    });
});

describe("the cookie, compared with that of the pods", () => {
    const existingSecret = { name: "erlang", key: "c" };
    const running = { cookieRotation: 1, cookieSecret: existingSecret, cookieFingerprint: "before" };
    const same = { hasSameFingerprint: true, hasSameText: true };
    const other = { hasSameFingerprint: false, hasSameText: false };
    const outcome = (...given: Parameters<typeof compareCookies>) => JSON.stringify(compareCookies(...given) ?? "fine");

    it("may be anything where no pods are known", () => {
        assert.equal(compareCookies(other, {}), undefined);
        assert.equal(compareCookies(other, { running: { cookieRotation: 1 } }), undefined);
    });

    it("is another one with another number, and with no other", () => {
        assert.equal(compareCookies(other, { running, cookie: { rotation: 2 } }), undefined);
        assert.match(
            outcome(same, { running, cookie: { rotation: 2 } }),
            /problem.* the cookie is the one that the pods have/,
        );
        assert.equal(compareCookies(same, { running, cookie: { rotation: 1 } }), undefined);
        assert.match(
            outcome(other, { running, cookie: { rotation: 1 } }),
            /problem.*another one than the pods have .* first set cookie\.rotation to 1 and run pulumi up.* with cookie\.rotation 2/,
        );
        const recorded = { ...running, argumentsFingerprint: "0a" };
        assert.match(
            outcome(other, { running: recorded, cookie: { rotation: 1 } }),
            /problem.*another one than the pods have .* set cookie\.rotation to 2/,
        );
    });

    it("is the same by its text where the key of fingerprints is lost, or by its fingerprint where the Secret was edited", () => {
        assert.equal(
            compareCookies({ hasSameFingerprint: false, hasSameText: true }, { running, cookie: { rotation: 1 } }),
            undefined,
        );
        assert.equal(
            compareCookies({ hasSameFingerprint: true, hasSameText: false }, { running, cookie: { rotation: 1 } }),
            undefined,
        );
    });

    it("isn't another one because the content of an existing Secret is", () => {
        const changedContent = { hasSameFingerprint: false, hasSameText: true };
        assert.match(
            outcome(changedContent, { running, cookie: { rotation: 1, existingSecret } }),
            /Secret erlang has another cookie under c .* cookie\.rotation 2.*"keeps":"before"/,
        );
        const another = { name: "erlang", key: "d" };
        assert.match(
            outcome(other, { running, cookie: { rotation: 1, existingSecret: another } }),
            /problem.*Two cookies would run side by side/,
        );
    });
});
