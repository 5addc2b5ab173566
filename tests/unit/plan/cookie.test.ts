import assert from "node:assert/strict";
import fc from "fast-check";
import { isUsableCookie } from "../../../components/plan/cookie";

describe("the Erlang cookie", () => {
    it("is 32 to 255 letters and digits", () => {
        fc.assert(
            fc.property(fc.stringMatching(/^[a-zA-Z0-9]{32,255}$/), (text) =>
                isUsableCookie(`${text.slice(1)}aB`.slice(-255)),
            ),
        );
        assert.ok(isUsableCookie("ab".repeat(16)));
        assert.ok(!isUsableCookie(`${"ab".repeat(15)}a`));
        assert.ok(!isUsableCookie(`${"ab".repeat(127)}ab`));
    });

    it("has nothing that RIG's start script drops, cuts, expands or dies of", () => {
        const good = "abcdefghijklmnopqrstuvwxyz0123456789";
        for (const bad of [
            ` ${good}`,
            `${good} `,
            `-${good}`,
            `+${good}`,
            `${good}#x`,
            `${good}\\x`,
            `${good}"`,
            `${good}'`,
            `\${HOME}${good}`,
            `${good}\n`,
            `${good}é`,
            "",
        ]) {
            assert.ok(!isUsableCookie(bad), JSON.stringify(bad));
        }
    });

    it("is not one that everybody knows", () => {
        for (const known of ["magiccookie".repeat(3), "MagicCookie".repeat(3), "a".repeat(40), "monster".repeat(5)]) {
            assert.ok(!isUsableCookie(known), known);
        }
    });
});
