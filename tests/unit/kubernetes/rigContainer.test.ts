import assert from "node:assert/strict";
import { rigContainer } from "../../../kubernetes/rigContainer";

const named = (...names: string[]) => names.map((name) => ({ name }));

describe("RIG's container of a pod", () => {
    it("is the one that has its name, wherever it stands", () => {
        assert.equal(rigContainer(named("proxy", "rig", "logs"))?.name, "rig");
    });

    it("is the only one, whatever its name", () => {
        assert.equal(rigContainer(named("reactive-interaction-gateway"))?.name, "reactive-interaction-gateway");
    });

    it("can't be told among others without the name", () => {
        assert.equal(rigContainer(named("proxy", "logs")), undefined);
        assert.equal(rigContainer(), undefined);
    });
});
