import { isRecord } from "../validation/record";
import { shown } from "../validation/problem";

/**
 * The differences between the objects of a release and the desired ones: a line for each object that is added or removed,
 * and for each field. It shows nothing that may be a secret: neither the content of Secrets nor the text of variables.
 */
export function objectChanges(current: readonly unknown[], desired: readonly unknown[]): string[] {
    const [from, to] = [byTitle(current), byTitle(desired)];
    return [...new Set([...from.keys(), ...to.keys()])].sort().flatMap((title) => {
        if (!to.has(title)) {
            return [`- ${title}`];
        }
        if (!from.has(title)) {
            return [`+ ${title}`];
        }
        const lines = fieldChanges(title, fields(from.get(title)), fields(to.get(title)));
        return lines.length === 0 ? [] : [`~ ${title}`, ...lines.map((line) => `    ${line}`)];
    });
}

/** The object, or the objects of a list. */
function items(object: unknown): Record<string, unknown>[] {
    if (!isRecord(object)) {
        return [];
    }
    return String(object.kind).endsWith("List") && Array.isArray(object.items) ? object.items.flatMap(items) : [object];
}

function byTitle(objects: readonly unknown[]): Map<string, unknown> {
    return new Map(
        objects.flatMap(items).map((object): [string, unknown] => {
            const name = isRecord(object.metadata) ? object.metadata.name : undefined;
            return [`${String(object.kind)} ${String(name)}`, object];
        }),
    );
}

function fieldChanges(title: string, from: Map<string, unknown>, to: Map<string, unknown>): string[] {
    const text = (path: string, value: unknown) => (isHidden(title, path) ? "(not shown)" : shown(value));
    return [...new Set([...from.keys(), ...to.keys()])].sort().flatMap((path) => {
        const [value, desired] = [from.get(path), to.get(path)];
        if (!to.has(path)) {
            return [`- ${path}: ${text(path, value)}`];
        }
        if (!from.has(path)) {
            return [`+ ${path}: ${text(path, desired)}`];
        }
        return value === desired ? [] : [`~ ${path}: ${text(path, value)} → ${text(path, desired)}`];
    });
}

function isHidden(title: string, path: string): boolean {
    return /\.env\[[^\]]*\]\.value$/.test(path) || (title.startsWith("Secret ") && /^(data|stringData)\b/.test(path));
}

/**
 * Every single value by its path. The path of a list's item has the item's name, if it has one, and else its index. An
 * empty text counts as none.
 */
function fields(value: unknown, path = ""): Map<string, unknown> {
    if (Array.isArray(value)) {
        const items = value.map((item: unknown, index) => [itemKey(item, index), item] as const);
        return mergedFields(
            value,
            path,
            items.map(([key, item]) => fields(item, `${path}[${key}]`)),
        );
    }
    if (isRecord(value)) {
        const entries = Object.entries(value).filter(([, each]) => each !== undefined && each !== null && each !== "");
        return mergedFields(
            value,
            path,
            entries.map(([key, each]) => fields(each, path === "" ? key : `${path}.${key}`)),
        );
    }
    return new Map([[path, value]]);
}

function itemKey(item: unknown, index: number): string {
    return isRecord(item) && typeof item.name === "string" ? item.name : String(index);
}

/** An empty list or map is a value of its own. */
function mergedFields(value: unknown, path: string, maps: readonly Map<string, unknown>[]): Map<string, unknown> {
    return maps.length === 0
        ? new Map([[path, Array.isArray(value) ? "[]" : "{}"]])
        : new Map(maps.flatMap((map) => [...map]));
}
