import type { RawConfiguration } from "../../stack/rawConfiguration";
import { readConfiguration, type StackConfiguration } from "../../stack/read";
import { problemLines } from "./problemLines";

/** Values of a stack's configuration by key. */
export type Values = Record<string, unknown>;

/** The configuration as Pulumi hands it over: texts as they are, everything else as JSON. */
export function raw(values: Values, extra: Partial<RawConfiguration> = {}): RawConfiguration {
    const texts = Object.entries(values).map(([key, value]): [string, string] => [
        key.includes(":") ? key : `rig:${key}`,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    return {
        project: "rig",
        stack: "dev",
        values: Object.fromEntries(texts),
        secretKeys: [],
        callerContext: "here",
        ...extra,
    };
}

/** Reads a configuration that is right. */
export function read(values: Values, extra: Partial<RawConfiguration> = {}): StackConfiguration {
    return readConfiguration(raw(values, extra));
}

/** The problems of a configuration, a line each. */
export function problems(values: Values, extra: Partial<RawConfiguration> = {}): string[] {
    try {
        read(values, extra);
    } catch (error) {
        return problemLines(error);
    }
    return [];
}
