import { parse, stringify } from "yaml";
import { mend } from "./mend";
import { yaml11 } from "./yaml11";

/** All texts in quotes: without them, some would be booleans or numbers to Helm. */
const text = (object: unknown) =>
    `\n${stringify(object, { ...yaml11, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 })}`;

/**
 * What a chart renders, mended. Documents that need no mending stay as they are, character by character.
 *
 * @throws When it can't be mended.
 */
export function mendedManifest(manifest: string): string {
    const documents = manifest.split(/^---(?=\s|$)/m);
    const objects = documents.map((document): unknown => parse(document, yaml11));
    const present = objects.filter((object) => typeof object === "object" && object !== null);
    const outcome = new Map<unknown, unknown>(mend(present).map((object, index) => [present[index], object]));
    return documents
        .map((document, index) => {
            const object = outcome.get(objects[index]);
            return object === undefined || object === objects[index] ? document : text(object);
        })
        .join("---");
}
