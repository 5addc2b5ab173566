import assert from "node:assert/strict";
import { relative } from "node:path";
import { parse } from "yaml";
import { isRecord } from "../../../components/validation/record";
import { currentText } from "../../../docs/generate";
import { at } from "../at";
import { read } from "../configuration";
import { gateway } from "../mocks";
import { anchors, brokenLinks, files, missingPages, pages } from "./links";

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

describe("the documentation", () => {
    const markdown = files([".md"]);
    const index = currentText("docs/README.md");

    it("has no link that leads nowhere", () => {
        assert.ok(markdown.includes("README.md") && markdown.includes("docs/helm.md"));
        const broken = markdown.map((path) => [path, brokenLinks(path, currentText(path))]);
        assert.deepEqual(
            broken.filter(([, links]) => links?.length !== 0),
            [],
        );
    });

    it("would have one where a file or a heading is missing", () => {
        const page =
            "# A `b`: c\n\n[a](#a-b-c) [b](#b) [c](helm.md#no) [d](no.md) [e](https://example.com) `[f](f.md)`";
        assert.deepEqual(anchors(page), ["a-b-c"]);
        assert.deepEqual(brokenLinks("docs/page.md", page), ["#b", "helm.md#no", "no.md"]);
        assert.deepEqual(missingPages("docs/helm.md and docs/no.md"), ["docs/no.md"]);
    });

    it("has every page that a message, a key or a comment names", () => {
        const sources = files([".ts", ".sh", ".yaml", ".json", ".txt"]).filter(
            (path) => path !== "tests/unit/docs/pages.test.ts",
        );
        const missing = sources.map((path) => [path, missingPages(currentText(path))]);
        assert.deepEqual(
            missing.filter(([, named]) => named?.length !== 0),
            [],
        );
    });

    it("has every page in its index", () => {
        assert.deepEqual(
            pages().filter((path) => !index.includes(`](${relative("docs", path)})`)),
            [],
        );
    });

    it("has a README of at most 12 KB", () => {
        assert.ok(Buffer.byteLength(currentText("README.md")) <= 12 * 1024);
    });
});
