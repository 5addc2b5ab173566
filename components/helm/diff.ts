import { isRecord } from "../validation/record";
import { shown } from "../validation/problem";

/**
 * What is different between the objects of a release and those that are to come: a line for each object that comes or
 * goes, and for each field. What is or may be a secret isn't shown: the content of Secrets, and the text of variables.
 */
export function objectChanges(before: readonly unknown[], after: readonly unknown[]): string[] {
    const [old, now] = [byTitle(before), byTitle(after)];
    return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((title) => {
        if (!now.has(title)) {
            return [`- ${title}`];
        }
        if (!old.has(title)) {
            return [`+ ${title}`];
        }
        const lines = fieldChanges(title, fields(old.get(title)), fields(now.get(title)));
        return lines.length === 0 ? [] : [`~ ${title}`, ...lines.map((line) => `    ${line}`)];
    });
}

/** The object, or those in it when it is a list. */
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

function fieldChanges(title: string, old: Map<string, unknown>, now: Map<string, unknown>): string[] {
    const text = (path: string, value: unknown) => (isHidden(title, path) ? "(not shown)" : shown(value));
    return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((path) => {
        const [from, to] = [old.get(path), now.get(path)];
        if (!now.has(path)) {
            return [`- ${path}: ${text(path, from)}`];
        }
        if (!old.has(path)) {
            return [`+ ${path}: ${text(path, to)}`];
        }
        return from === to ? [] : [`~ ${path}: ${text(path, from)} → ${text(path, to)}`];
    });
}

function isHidden(title: string, path: string): boolean {
    return /\.env\[[^\]]*\]\.value$/.test(path) || (title.startsWith("Secret ") && /^(data|stringData)\b/.test(path));
}

/**
 * Every single value by its path. Items of a list go by their names, if they have any, and not by their order. An empty
 * text is the same as none.
 */
function fields(value: unknown, path = ""): Map<string, unknown> {
    if (Array.isArray(value)) {
        const items = value.map((item: unknown, index) => [itemKey(item, index), item] as const);
        return joined(
            value,
            path,
            items.map(([key, item]) => fields(item, `${path}[${key}]`)),
        );
    }
    if (isRecord(value)) {
        const entries = Object.entries(value).filter(([, each]) => each !== undefined && each !== null && each !== "");
        return joined(
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

/** A list or map that is empty is a value of its own. */
function joined(value: unknown, path: string, parts: readonly Map<string, unknown>[]): Map<string, unknown> {
    return parts.length === 0
        ? new Map([[path, Array.isArray(value) ? "[]" : "{}"]])
        : new Map(parts.flatMap((part) => [...part]));
}
