import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { objectNames } from "../../../components/model/names";
import { placeholders } from "../../../rendering/placeholders";

const names = objectNames("rig");

/** The Secret that is rendered in place of one with this resource name. */
async function rendered(name: string, props: pulumi.Inputs) {
    const transform = placeholders("gateway", names);
    const type = "kubernetes:core/v1:Secret";
    const result = await transform({ custom: true, type, name, props, opts: {} });
    assert.ok(result !== undefined);
    const { stringData, ...others } = result.props;
    const text = await new Promise((resolve) => pulumi.output(stringData).apply(resolve));
    return { others, text };
}

describe("the placeholders of rendered secrets", () => {
    const data = { key: "c2VjcmV0" };

    for (const name of ["gateway-cookie", "gateway-rotated-cookie"]) {
        it(`say of ${name} what a cookie has to be`, async () => {
            const { text } = await rendered(name, { metadata: { name: "c" }, data });
            assert.match(JSON.stringify(text), /^\{"key":"<.*letters.*>"\}$/);
        });
    }

    it("give the Secret with the settings a name that stays, and let it be changed", async () => {
        const props = { metadata: { name: "s-0123456789" }, immutable: true, data };
        const { text, others } = await rendered("gateway-secret-settings", props);
        assert.deepEqual(text, { key: "<value of key>" });
        assert.deepEqual(others, { metadata: { name: names.secretSettings } });
    });

    it("say of any other Secret what belongs under its keys, and leave the rest as it is", async () => {
        for (const immutable of [true, false]) {
            const { text, others } = await rendered("gateway-licence", { metadata: { name: "l" }, immutable, data });
            assert.deepEqual(text, { key: "<value of key>" });
            assert.deepEqual(others, { metadata: { name: "l" }, immutable });
        }
    });
});
