import * as v from "valibot";

/** What a schema makes of a JSON text; undefined when the text is none. */
export type DocumentReader<T> = (text: string) => v.SafeParseResult<v.GenericSchema<unknown, T>> | undefined;

/** More than a gateway has of one kind. */
const mostKept = 4;

/**
 * Reads documents by a schema. The last ones are kept: between configuration and pod each is looked at many times, and
 * may have a megabyte.
 */
export function documentReader<T>(schema: v.GenericSchema<unknown, T>): DocumentReader<T> {
    const kept: { readonly text: string; readonly result: ReturnType<DocumentReader<T>> }[] = [];
    return (text) => {
        const known = kept.find((each) => each.text === text);
        if (known !== undefined) {
            return known.result;
        }
        const result = parse(text, schema);
        kept.unshift({ text, result });
        kept.splice(mostKept);
        return result;
    };
}

function parse<T>(text: string, schema: v.GenericSchema<unknown, T>): ReturnType<DocumentReader<T>> {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        return undefined;
    }
    return v.safeParse(schema, value);
}
