import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { variableProblems } from "../../../../../components/rig/rules";
import { problems } from "../../../configuration";
import { itFinds } from "./table";

describe("the ports that RIG listens on", () => {
    itFinds({
        "are no ports of the Erlang distribution, of epmd or of the metrics": [
            [
                { INBOUND_PORT: 9100 },
                {},
                /^rig:settings\.INBOUND_PORT: "9100" is in the range of the Erlang distribution/,
            ],
            [{ API_HTTP_PORT: 9109 }, {}, /^rig:settings\.API_HTTP_PORT: "9109" is in the range/],
            [{ API_HTTP_PORT: 4369 }, {}, /^rig:settings\.API_HTTP_PORT: "4369" is epmd's port already/],
            [{ API_HTTP_PORT: 9568 }, {}, /"9568" is the port of RIG's second metrics server already/],
            [{ INBOUND_PORT: 9099, API_HTTP_PORT: 9110 }, {}, undefined],
        ],
        "differ from each other, also where one is RIG's default": [
            [{ INBOUND_PORT: 8080, API_HTTP_PORT: 8080 }, {}, /API_HTTP_PORT: "8080" is INBOUND_PORT already/],
            [{ INBOUND_PORT: 4010 }, {}, /^rig:settings\.API_HTTP_PORT: "4010" is INBOUND_PORT already/],
            [{ INBOUND_PORT: 4001 }, {}, undefined],
            [
                { INBOUND_PORT: 4001, HTTPS_CERTFILE: "/c", HTTPS_KEYFILE: "/k" },
                {},
                /^rig:settings\.INBOUND_HTTPS_PORT: "4001" is INBOUND_PORT already/,
            ],
        ],
    });

    it("are known before deployment", () => {
        const settings = { INBOUND_PORT: pulumi.output("8080") };
        assert.deepEqual(variableProblems({ settings }, []), [
            { path: ["settings", "INBOUND_PORT"], message: "it is known only later. Allowed: a plain port." },
        ]);
    });

    it("have one problem each when they are wrong by themselves", () => {
        assert.equal(problems({ settings: { INBOUND_PORT: 80 } }).length, 1);
    });
});
