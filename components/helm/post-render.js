#!/usr/bin/env node
// @ts-check
"use strict";

// Helm's post-renderer: takes what the chart renders on standard input, and returns it mended. Documents that need no
// mending are returned character by character.

const { readFileSync } = require("node:fs");
const { parse, stringify } = require("yaml");
const { mend } = require("./mend");
const { yaml11 } = require("./yaml11");

/**
 * All texts in quotes: without them, some would be booleans or numbers to Helm.
 *
 * @type {(object: unknown) => string}
 */
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
