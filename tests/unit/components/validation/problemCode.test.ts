import assert from "node:assert/strict";
import * as v from "valibot";
import { issueProblems } from "../../../../components/arguments/validate";
import { refusal, text } from "../../../../components/validation/primitives";
import { codedMessage, ProblemCode, problemCode } from "../../../../components/validation/problemCode";
import { withCommand } from "../../../../stack";

const problem = (message: string) =>
    issueProblems(v.safeParse(v.pipe(v.string(), v.regex(/^a$/, message)), "b").issues ?? [], () => false);

describe("the code of a problem", () => {
    it("decides about the value before the message, not the words of the message", () => {
        assert.deepEqual(problem(codedMessage(ProblemCode.ValueNotAllowed, "Only an a will do.")), [
            { path: [], message: '"b" is not allowed. Only an a will do.', code: ProblemCode.ValueNotAllowed },
        ]);
        assert.deepEqual(
            problem("Allowed: an a.").map(({ message }) => message),
            ["Allowed: an a."],
        );
    });

    it("decides about the command that moves a secret", () => {
        const secret = { path: ["settings", "A"], message: "Some words." };
        assert.equal(withCommand(secret, "rig").message, "Some words.");
        assert.match(
            withCommand({ ...secret, code: ProblemCode.MisplacedSecret }, "rig").message,
            /^Some words\. With: pulumi config set --secret --path .*secretSettings\.A.*; pulumi config rm/,
        );
    });

    it("stays with a refusal that says more", () => {
        const message = refusal("an a", "As a path, it can't be read.");
        assert.equal(message, "Allowed: an a. As a path, it can't be read.");
        assert.equal(problemCode(message), ProblemCode.ValueNotAllowed);
        assert.equal(problemCode(v.safeParse(text(/^a$/, "an a"), "b").issues?.[0].message ?? ""), "valueNotAllowed");
    });
});
