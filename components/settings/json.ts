/** A JSON document that was read. */
export interface Json {
    readonly value: unknown;
    /** The document in canonical form. */
    readonly text: string;
}

/** More than the documents of one gateway, in the two forms that each has. */
const mostKept = 8;

const kept = new Map<string, Json>();

/**
 * Reads a JSON text; undefined when it is none. The last ones are kept: between configuration and pod a document is
 * looked at many times, and may have a megabyte.
 */
export function readJson(text: string): Json | undefined {
    const known = kept.get(text);
    if (known !== undefined) {
        return known;
    }
    const json = parse(text);
    if (json !== undefined) {
        keep(text, json);
        keep(json.text, json);
    }
    return json;
}

/** Makes a look at documents that is taken once at each of them. */
export function once<T>(look: (value: unknown) => T): (json: Json) => T {
    const seen = new WeakMap<Json, { readonly found: T }>();
    return (json) => {
        const { found } = seen.get(json) ?? { found: look(json.value) };
        seen.set(json, { found });
        return found;
    };
}

function keep(text: string, json: Json): void {
    kept.set(text, json);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) {
        kept.delete(oldest);
    }
}

function parse(text: string): Json | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return { value, text: JSON.stringify(value) };
    } catch {
        return undefined;
    }
}
