import assert from "node:assert/strict";
import { currentText } from "../../../docs/generate";
import { problems } from "../configuration";

/** The messages that the page quotes from the sources, each with the parts that its source has. */
const quoted: Readonly<Record<string, { readonly file: string; readonly parts: readonly string[] }>> = {
    "… can't be reached": { file: "kubernetes/reader.ts", parts: ["} can't be reached: "] },
    "it exists already and …": { file: "preflight/foreignObjects.ts", parts: ["it exists already and "] },
    "another make works on …": { file: "toolchain/lib/locks.sh", parts: ['"another make ', '"works on '] },
    "… has ended, and is started again": {
        file: "toolchain/clusters/simulated/cluster.sh",
        parts: ["$name has ended, and is started again"],
    },
};

/** Messages of others: Pulumi's and Erlang's. */
const foreign = ["cannot be deleted because it is protected", "Connection attempt from node … rejected"];

/** The problem of a stack that names no cluster. */
const configuration = "rig:kubernetes.context: is missing";

/** The texts in the first column that are quoted as messages: alone, or at the beginning of a cell. */
function messages(page: string): string[] {
    return [...page.matchAll(/^\| `([^`]+)`(?: in the logs)? +\|/gm)].map(([, message = ""]) => message);
}

describe("the troubleshooting page", () => {
    const page = currentText("docs/troubleshooting.md");

    it("quotes no message whose origin isn't known, and all whose origin is", () => {
        assert.deepEqual(messages(page).sort(), [configuration, ...Object.keys(quoted), ...foreign].sort());
    });

    for (const [message, { file, parts }] of Object.entries(quoted)) {
        it(`quotes "${message}" as ${file} has it`, () => {
            const source = currentText(file);
            const missing = parts.filter((part) => !source.includes(part));
            assert.deepEqual(missing, [], `reworded in ${file}: adapt docs/troubleshooting.md`);
            const said = parts.join("").replaceAll('"', "");
            for (const words of message.split("…").map((text) => text.trim())) {
                assert.ok(said.includes(words), `${words}: ${said}`);
            }
        });
    }

    it("quotes the problem of a stack that names no cluster", () => {
        const found = problems({}, { callerContext: undefined });
        assert.deepEqual(
            found.map((line) => line.startsWith(configuration)),
            [true],
        );
    });
});
