import assert from "node:assert/strict";
import { environment, literal } from "../../../../components/model/environment";
import { variableSources } from "../../../../components/model/variableSources";
import { erlangFlags } from "../../../../components/model/erlangVm";
import { defaultCatalogue } from "../../../../components/rig/versions";

describe("a pod's environment", () => {
    const sources = {
        dnsName: "d",
        cookie: { name: "c", key: "k" },
        cpuLimit: undefined,
        variables: [],
        objects: {},
        defaults: {},
        extraEnv: {},
    };

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
        assert.ok(names.every(defaultCatalogue.isReserved));
    });

    it("lists RIG's variables and further ones by name, so that their order changes nothing", () => {
        const variables = variableSources(
            {
                settings: { NATS_SERVERS: "n:1", CORS: "*" },
                secretSettings: { KAFKA_SASL: "plain:a:b", JWT_SECRET_KEY: "k" },
            },
            undefined,
        );
        const names = environment({
            ...sources,
            variables,
            defaults: { NATSTOFILTER_QUEUE_GROUP: "g" },
            extraEnv: { B: { value: "1" }, A: { value: "2" } },
        }).map(({ name }) => name);
        assert.deepEqual(names.slice(7), [
            "NATSTOFILTER_QUEUE_GROUP",
            "CORS",
            "JWT_SECRET_KEY",
            "KAFKA_SASL",
            "NATS_SERVERS",
            "A",
            "B",
        ]);
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
