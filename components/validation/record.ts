/** Whether the value is an object whose keys can be looked at; not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value if it is a list, else an empty one. */
export function list(value: unknown): unknown[] {
    return Array.isArray(value) ? value : [];
}

/** The record without the value at a path. Where the path leads through a value that is no record, that value goes. */
export function withoutPath(
    record: Readonly<Record<string, unknown>>,
    [key = "", ...below]: readonly string[],
): Record<string, unknown> {
    const { [key]: value, ...rest } = record;
    return below.length > 0 && isRecord(value) ? { ...rest, [key]: withoutPath(value, below) } : rest;
}
