#!/usr/bin/env node
// @ts-check
"use strict";

// Helm's post-renderer: takes what the chart renders on standard input, and returns it mended. Documents that need no
// mending are returned character by character.
//
// Helm reads YAML 1.1, in which more words than true and false are booleans. Texts are therefore written in quotes, and
// YAML 1.1's times, which Helm takes for texts, aren't read as such.

const { readFileSync } = require("node:fs");
const { parse, stringify } = require("yaml");
const { mend } = require("./mend");

/** @type {import("yaml").SchemaOptions} */
const yaml11 = {
    schema: "yaml-1.1",
    customTags: (tags) =>
        tags.filter((tag) => typeof tag === "string" || (tag.format !== "TIME" && !tag.tag.endsWith(":timestamp"))),
};

/** @type {(object: unknown) => string} */
const text = (object) =>
    `\n${stringify(object, { ...yaml11, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 })}`;

/** @type {(manifest: string) => string} */
function mended(manifest) {
    const documents = manifest.split(/^---(?=\s|$)/m);
    const objects = documents.map((document) => /** @type {unknown} */ (parse(document, yaml11)));
    /** @type {unknown[]} */
    const present = objects.filter((object) => typeof object === "object" && object !== null);
    const outcome = new Map(mend(present).map((object, index) => [present[index], object]));
    return documents
        .map((document, index) => {
            const object = outcome.get(objects[index]);
            return object === undefined || object === objects[index] ? document : text(object);
        })
        .join("---");
}

try {
    process.stdout.write(mended(readFileSync(0, "utf8")));
} catch (error) {
    process.stderr.write(
        `The chart's objects can't be mended: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
}
