import assert from "node:assert/strict";
import { stateOwner } from "../../../cluster/stateOwner";
import { inStack } from "./inStack";

describe("the id of a state", () => {
    it("is known once the state has it, and unknown in the first preview", async () => {
        const found: unknown[] = [];
        const program = async () => {
            found.push((await stateOwner()).text);
        };
        await inStack({ owner: { hex: "0123456789abcdef" } }, program);
        await inStack({}, program, true);
        assert.deepEqual(found, ["0123456789abcdef", undefined]);
    });
});
