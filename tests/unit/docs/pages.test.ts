import assert from "node:assert/strict";
import { parse } from "yaml";
import { isRecord } from "../../../components/validation/record";
import { currentText } from "../../../docs/generate";
import { at } from "../at";
import { read } from "../configuration";
import { gateway } from "../mocks";

/** What the examples of a page say under `config`. */
function examples(page: string): Record<string, unknown>[] {
    return [...currentText(page).matchAll(/```yaml\n(.*?)```/gs)].map(([, text = ""]) => {
        const stackFile: unknown = parse(text);
        assert.ok(isRecord(stackFile) && isRecord(stackFile.config), text);
        return stackFile.config;
    });
}

describe("the examples of a page", () => {
    it("narrow DNS to the peers that they name, at all ports at which DNS is asked", async () => {
        const [narrow = {}] = examples("docs/network-policies.md");
        const made = await gateway(read(narrow).gateway);
        const policy = made.one("kubernetes:networking.k8s.io/v1:NetworkPolicy", "dns-policy");
        const rules = at(policy.inputs, "spec", "egress");
        assert.ok(Array.isArray(rules) && rules.length === 1);
        assert.deepEqual(at(rules, 0, "to"), at(narrow, "rig:networkPolicy", "dns", "to"));
        assert.deepEqual(at(rules, 0, "ports"), [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
            { protocol: "UDP", port: "dns" },
            { protocol: "TCP", port: "dns-tcp" },
        ]);
    });
});
