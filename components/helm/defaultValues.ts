import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isRecord } from "../validation/record";
import { yaml11 } from "./yaml11";

/**
 * Reads a chart's default values, whose keys are those that its templates use. Undefined for a chart in a repository or
 * an archive, which only the provider loads.
 *
 * @param folder The chart's folder, if it is in one.
 */
export function defaultValues(folder: string | undefined): Record<string, unknown> | undefined {
    if (folder === undefined) {
        return undefined;
    }
    try {
        const values: unknown = parse(readFileSync(join(folder, "values.yaml"), "utf8"), yaml11);
        return isRecord(values) ? values : {};
    } catch {
        // Helm itself says what is wrong with the chart.
        return undefined;
    }
}

/**
 * Whether the default values have the path. A scalar, a list and an empty map have every path below them, since their
 * content is up to the user.
 */
export function hasPath(values: unknown, [key, ...rest]: readonly string[]): boolean {
    if (key === undefined || !isRecord(values) || Object.keys(values).length === 0) {
        return true;
    }
    return key in values && hasPath(values[key], rest);
}
