import assert from "node:assert/strict";
import { pathExpressionProblem } from "../../../../../components/rig/documents/pathExpression";

describe("an expression", () => {
    const table: [expression: string, expected: RegExp | undefined][] = [
        ["/x(", /missing closing parenthesis at character 3\. RIG would answer 500/],
        ["/a[", /missing terminating \]/],
        ["/x)|(?:/y", /unmatched closing parenthesis/],
        ["(?x)/x # a", /missing closing parenthesis before its end/],
        ["/\\Qx", /before its end/],
        ["/(?<=a+)b", /lookbehind assertion is not fixed length/],
        ["/\\u0041", /does not support/],
        ["(*UTF)/x", /without \(\*…\)/],
        ["/x(?R)?", /without \(\?R\)/],
        ["/(?P<id>[^/]++)", undefined],
        ["(?i)/x", undefined],
        ["/[[:alpha:]]+/\\p{L}{2,3}/a{2}", undefined],
        ["/orders/{id}", /where \{name\} matches that text only/],
        ["/orders/[{]id}", undefined],
        ["/orders/:id", /where :name matches that text only/],
        ["/(?:a|b)", undefined],
        ["/orders/*", /where \/\* repeats the slash/],
        ["/orders/.*", undefined],
        ["/x\\?a=1", /compares no query/],
        ["/x(\\?.*)?", undefined],
        ["/[?*]", undefined],
        ["orders", /which begins with \//],
        ["a|/b", undefined],
        [`/${"x".repeat(10_001)}`, /more than 10000 characters/],
    ];

    for (const [expression, expected] of table) {
        it(`${expression.slice(0, 30)} is ${expected === undefined ? "taken" : "refused"}`, () => {
            const found = pathExpressionProblem(expression);
            if (expected === undefined) {
                assert.equal(found, undefined);
            } else {
                assert.match(found ?? "", expected);
            }
        });
    }
});
