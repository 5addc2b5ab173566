import assert from "node:assert/strict";
import { rigContainer } from "../../../kubernetes/rigContainer";

const named = (...names: string[]) => names.map((name) => ({ name }));

describe("RIG's container of a pod", () => {
    it("is the one that has its name, wherever it stands", () => {
        assert.equal(rigContainer(named("proxy", "rig", "logs"))?.name, "rig");
    });

    it("is the one with RIG's public port, or else with variables of its nodes, in a pod that others have made", () => {
        const port = { name: "gateway", ports: [{ containerPort: 8080 }, { containerPort: 4000 }] };
        const variables = { name: "gateway", env: [{ name: "LOG_LEVEL" }, { name: "NODE_HOST" }] };
        const proxy = { name: "proxy", ports: [{ containerPort: 15001 }], env: [{ name: "LOG_LEVEL" }] };
        assert.equal(rigContainer<object>([proxy, port]), port);
        assert.equal(rigContainer<object>([proxy, variables]), variables);
        assert.equal(rigContainer<object>([variables, port]), port);
        const named = { name: "rig" };
        assert.equal(rigContainer<object>([port, named]), named);
    });

    it("is the only one, whatever its name", () => {
        assert.equal(rigContainer(named("reactive-interaction-gateway"))?.name, "reactive-interaction-gateway");
    });

    it("can't be told among others without the name", () => {
        assert.equal(rigContainer(named("proxy", "logs")), undefined);
        assert.equal(rigContainer(), undefined);
    });
});
