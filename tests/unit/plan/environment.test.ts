import assert from "node:assert/strict";
import { environment, literal } from "../../../components/plan/environment";
import { isOwnedVariable, isSecretVariable, isVariable, variableNames } from "../../../components/plan/variables";
import { erlangFlags } from "../../../components/plan/vm";

describe("a pod's environment", () => {
    const sources = { dnsName: "d", cookie: { name: "c", key: "k" }, cpuLimit: undefined, extraEnv: {} };

    it("begins with what the deployment owns, each variable once", () => {
        const names = environment(sources).map(({ name }) => name);
        assert.deepEqual(names, [
            "NODE_HOST",
            "NODE_COOKIE",
            "DISCOVERY_TYPE",
            "DNS_NAME",
            "ERL_FLAGS",
            "ERL_CRASH_DUMP",
            "HOME",
        ]);
        assert.ok(names.every(isOwnedVariable));
    });

    it("lists settings, secret settings and further variables by name, so that their order changes nothing", () => {
        const names = environment({
            ...sources,
            settings: { configMap: "m", names: ["NATS_SERVERS", "CORS"] },
            secretSettings: { secret: "s", names: ["KAFKA_SASL", "JWT_SECRET_KEY"] },
            extraEnv: { B: { value: "1" }, A: { value: "2" } },
        }).map(({ name }) => name);
        assert.deepEqual(names.slice(7), ["CORS", "NATS_SERVERS", "JWT_SECRET_KEY", "KAFKA_SASL", "A", "B"]);
    });
});

describe("a plain value", () => {
    it("reaches the pod as it is, dollars and all", () => {
        assert.equal(literal("pa$$w $(HOME) $"), "pa$$$$w $$(HOME) $$");
        assert.equal(literal("http://orders"), "http://orders");
    });
});

describe("the Erlang VM's flags", () => {
    it("pin the distribution to a range, stop tzdata's updater and busy waiting", () => {
        const flags = erlangFlags("1");
        for (const part of [
            "-kernel inet_dist_listen_min 9100 inet_dist_listen_max 9109",
            "-tzdata autoupdate disabled",
            "+sbwt none +sbwtdcpu none +sbwtdio none",
        ]) {
            assert.ok(flags.includes(part), part);
        }
    });

    it("have as many schedulers as the CPU limit, rounded up, and two without one", () => {
        const schedulers = (limit?: string) => /\+S (\S+)/.exec(erlangFlags(limit))?.[1];
        assert.deepEqual(["250m", "1", "1500m", "4", undefined].map(schedulers), ["1:1", "1:1", "2:2", "4:4", "2:2"]);
    });
});

describe("variables", () => {
    it("of RIG are not owned by the deployment", () => {
        assert.deepEqual(variableNames.filter(isOwnedVariable), []);
        assert.ok(variableNames.every(isVariable));
    });

    it("that are secret are these", () => {
        assert.deepEqual(variableNames.filter(isSecretVariable), [
            "HTTPS_KEYFILE_PASS",
            "JWT_SECRET_KEY",
            "KAFKA_SASL",
            "KAFKA_SSL_KEYFILE_PASS",
        ]);
    });

    it("of the release's start script are owned", () => {
        for (const name of [
            "RELEASE_MUTABLE_DIR",
            "ERL_OPTS",
            "PRE_START_HOOKS",
            "VMARGS_PATH",
            "REL_NAME",
            "COOKIE",
        ]) {
            assert.ok(isOwnedVariable(name), name);
        }
        for (const name of ["API_HOST", "COOKIES", "constructor", "ORDERS_URL"]) {
            assert.ok(!isOwnedVariable(name) && !isVariable(name), name);
        }
    });
});
