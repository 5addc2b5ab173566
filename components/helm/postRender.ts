import { parse, stringify } from "yaml";
import { isRecord } from "../validation/record";
import { applyOverlay } from "./overlay";
import { yaml11 } from "./yaml11";

/** The YAML of an object, with all texts in quotes: Helm would read some of them as booleans or numbers. */
const text = (object: unknown) =>
    `\n${stringify(object, { ...yaml11, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 })}`;

/**
 * Gives each variable that refers to an object an empty text. Otherwise Helm would leave a text that someone has set
 * beside the reference (`kubectl set env`), and the API server refuses a variable with both.
 */
function withoutTexts(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(withoutTexts);
    }
    if (!isRecord(value)) {
        return value;
    }
    const entries = Object.entries(value).map(([key, each]): [string, unknown] => [key, withoutTexts(each)]);
    return Object.fromEntries([...(isRecord(value.valueFrom) ? [["value", ""]] : []), ...entries]);
}

/**
 * A chart's manifest with the overlay applied. The text of a document without an overlay stays the same.
 *
 * @throws When the overlay can't be applied.
 */
export function postRenderedManifest(manifest: string): string {
    const documents = manifest.split(/^---(?=\s|$)/m);
    const objects = documents.map((document): unknown => parse(document, yaml11));
    const present = objects.filter((object) => typeof object === "object" && object !== null);
    const outcome = new Map<unknown, unknown>(applyOverlay(present).map((object, index) => [present[index], object]));
    return documents
        .map((document, index) => {
            const object = outcome.get(objects[index]);
            return object === undefined || object === objects[index] ? document : text(withoutTexts(object));
        })
        .join("---");
}
