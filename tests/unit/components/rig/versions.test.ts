import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { catalogueOf, catalogues, defaultCatalogue } from "../../../../components/rig/versions";
import { valueText } from "../../../../components/validation/problem";
import type { ImageParts } from "../../../../components/rig/image";
import { problems } from "../../configuration";

const digest = `sha256:${"0".repeat(64)}`;

describe("RIG's version", () => {
    it("is that of the default image, if nothing else is said", () => {
        assert.equal(catalogueOf(undefined), defaultCatalogue);
        assert.equal(defaultCatalogue.version, "3.0.0");
        assert.ok(catalogues.includes(defaultCatalogue));
    });

    const supported: ImageParts[] = [
        { tag: "3.0.0" },
        { tag: "aws-3.0.0" },
        { tag: "v3.0.0" },
        { tag: "3.0.0-custom" },
        { repository: "registry.example.com/reactive-interaction-gateway", tag: "3.0.0" },
    ];
    for (const image of supported) {
        it(`is supported: ${JSON.stringify(image)}`, () => {
            assert.equal(catalogueOf(image), defaultCatalogue);
        });
    }

    const unknown: ImageParts[] = [
        { tag: "latest" },
        { tag: "2.4" },
        { tag: "20240101" },
        { tag: "3.0.0.1" },
        { digest },
        { tag: pulumi.output("2.4.0") },
        { repository: "registry.example.com/our-gateway", tag: "2.4.0" },
        { repository: pulumi.output("registry.example.com/rig"), tag: "2.4.0" },
    ];
    for (const image of unknown) {
        const words = Object.entries(image).map(([key, value]) => `${key} ${valueText(value)}`);
        it(`isn't known: ${words.join(", ")}`, () => {
            assert.equal(catalogueOf(image), defaultCatalogue);
        });
    }

    const unsupported: [image: ImageParts, version: string][] = [
        [{ tag: "2.4.0" }, "2.4.0"],
        [{ tag: "aws-2.4.0" }, "2.4.0"],
        [{ tag: "3.1.0-custom" }, "3.1.0"],
        [{ tag: "3.0.0-alpha.2" }, "3.0.0-alpha.2"],
        [{ tag: "3.0.01" }, "3.0.01"],
        [{ repository: "registry.example.com/accenture/reactive-interaction-gateway", tag: "2.4.0" }, "2.4.0"],
        [{ repository: "our/reactive-interaction-gateway", tag: "3.1.0" }, "3.1.0"],
    ];
    for (const [image, version] of unsupported) {
        it(`isn't supported: ${JSON.stringify(image)}`, () => {
            const catalogue = catalogueOf(image);
            assert.equal(catalogue.unsupportedVersion, version);
            assert.equal(catalogue.version, "3.0.0");
            assert.deepEqual(catalogue.names, defaultCatalogue.names);
        });
    }
});

describe("a variable that the known version of RIG doesn't read", () => {
    it("may be one of another version: the error says so", () => {
        const found = problems({ image: { tag: "2.4.0" }, settings: { KAFKA_HOSTS: "k" } });
        assert.deepEqual(found, [
            "rig:settings.KAFKA_HOSTS: RIG reads no such variable. Other variables belong into extraEnv. (This program knows the variables of RIG 3.0.0, and image.tag names RIG 2.4.0.)",
        ]);
    });

    it("is taken in extraEnv for another version, and refused there for the known one", () => {
        const extraEnv = { KAFKA_HOSTS: "kafka:9092" };
        assert.deepEqual(problems({ image: { tag: "2.4.0" }, extraEnv }), []);
        assert.match(problems({ extraEnv }).join(), /RIG 3\.0\.0 doesn't read it\. Use KAFKA_BROKERS/);
    });
});
