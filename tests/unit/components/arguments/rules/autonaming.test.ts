import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { autonamingProblems } from "../../../../../components/arguments/rules/autonaming";

const messages = (configured: object | undefined) => {
    pulumi.runtime.setAllConfig(configured ? { "pulumi:autonaming": JSON.stringify(configured) } : {});
    return autonamingProblems().map(({ message }) => message);
};

describe("Pulumi's own naming", () => {
    after(() => {
        pulumi.runtime.setAllConfig({});
    });

    const random = { pattern: "x-${name}-${hex(4)}" };
    const allowed: (object | undefined)[] = [
        undefined,
        {},
        { mode: "default" },
        random,
        { pattern: "${name}-${uuid}" },
        { mode: "disabled", providers: { kubernetes: { mode: "default" } } },
        { mode: "verbatim", providers: { kubernetes: random } },
        { providers: { aws: { mode: "verbatim" } } },
        { providers: { kubernetes: { resources: { "kubernetes:core/v1:Service": { mode: "verbatim" } } } } },
    ];
    for (const configured of allowed) {
        it(`may be ${configured ? JSON.stringify(configured) : "left out"}`, () => {
            assert.deepEqual(messages(configured), []);
        });
    }

    const refused: [object, string][] = [
        [{ mode: "disabled" }, '{"mode":"disabled"}'],
        [{ pattern: "${name}-${stack}" }, '{"pattern":"${name}-${stack}"}'],
        [{ mode: "default", providers: { kubernetes: { mode: "verbatim" } } }, '{"mode":"verbatim"}'],
        [
            {
                providers: {
                    kubernetes: { ...random, resources: { "kubernetes:core/v1:Secret": { mode: "disabled" } } },
                },
            },
            '{"mode":"disabled"}',
        ],
    ];
    for (const [configured, named] of refused) {
        it(`is refused as ${JSON.stringify(configured)}`, () => {
            const [message = "", ...others] = messages(configured);
            assert.ok(message.startsWith(`${named} makes Pulumi delete`), message);
            assert.deepEqual(others, []);
        });
    }
});
