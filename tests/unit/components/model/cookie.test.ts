import assert from "node:assert/strict";
import fc from "fast-check";
import { isUsableCookie, rotatedCookie } from "../../../../components/model/cookie";

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

    it("of a rotation is usable, always the same, and another for each number and each key", () => {
        const cookies = [1, 2, 11].flatMap((number) => ["key", "other key"].map((key) => rotatedCookie(key, number)));
        assert.ok(cookies.every(isUsableCookie));
        assert.equal(new Set(cookies).size, cookies.length);
        assert.equal(rotatedCookie("key", 1), cookies[0]);
    });

    it("is not one that everybody knows", () => {
        for (const known of ["magiccookie".repeat(3), "MagicCookie".repeat(3), "a".repeat(40), "monster".repeat(5)]) {
            assert.ok(!isUsableCookie(known), known);
        }
    });
});
