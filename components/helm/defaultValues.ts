import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isRecord } from "../validation/record";
import { yaml11 } from "./yaml11";

/**
 * The default values of a chart, which name what its templates know; undefined where the program can't read them: of a
 * chart in a repository or an archive, which only the provider loads.
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
 * Whether the default values have the path, or a part of it that may have anything below: a value by itself, a list, or
 * an empty map.
 */
export function hasPath(values: unknown, [key, ...rest]: readonly string[]): boolean {
    if (key === undefined || !isRecord(values) || Object.keys(values).length === 0) {
        return true;
    }
    return key in values && hasPath(values[key], rest);
}
