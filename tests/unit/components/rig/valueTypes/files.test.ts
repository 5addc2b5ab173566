import assert from "node:assert/strict";
import { validatedArgs } from "../../../../../components/arguments/validate";
import { read } from "../../../configuration";
import { kafka, secretKeys } from "./table";

describe("the empty text for a file that RIG runs without", () => {
    const files = { KAFKA_SSL_CA_CERTFILE: "", KAFKA_SSL_CERTFILE: "", KAFKA_SSL_KEYFILE: "" };
    const tls = { ...kafka, KAFKA_SSL_ENABLED: "true" };

    it("is accepted in settings, in secretSettings and by the component", () => {
        for (const values of [{ settings: { ...tls, ...files } }, { settings: tls, secretSettings: files }]) {
            const { gateway } = read(values, { secretKeys });
            assert.deepEqual({ ...gateway.settings, ...gateway.secretSettings }, { ...tls, ...files });
            assert.deepEqual(validatedArgs("rig", { namespace: "n", ...values }), { namespace: "n", ...values });
        }
    });
});
