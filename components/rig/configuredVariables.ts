import type { GatewayArgs } from "../args";
import type { Problem } from "../validation/problem";

/** What a gateway's arguments say about RIG's variables, wherever they say it. */
export interface ConfiguredVariables {
    /** Whether the variable is set. */
    readonly has: (name: string) => boolean;
    /** RIG's own text of the variable, if it is known before anything is deployed. */
    readonly text: (name: string) => string | undefined;
    /** Where it is set, or would be. */
    readonly path: (name: string) => Problem["path"];
}

/** The variables for the certificate and its key that `tls` sets. */
export const tlsVariables = ["HTTPS_CERTFILE", "HTTPS_KEYFILE"] as const;

/** Names of the variables that have problems of their own; those of a certificate when `tls` has any. */
export function refusedVariables(problems: readonly Problem[]): string[] {
    return problems.flatMap(({ path: [map, name] }) =>
        map === "tls" ? tlsVariables : name !== undefined && isVariableMap(map) ? [String(name)] : [],
    );
}

/** Whether a whole map of variables has a problem, so that nobody knows what is set. */
export function isMapRefused(problems: readonly Problem[]): boolean {
    return problems.some(({ path }) => path.length === 1 && isVariableMap(path[0]));
}

function isVariableMap(argument: string | number | undefined): boolean {
    return ["settings", "secretSettings", "settingsFrom"].includes(String(argument));
}

/**
 * Looks at all arguments that set variables of RIG.
 *
 * @param refused Variables that are set, but wrong: nothing is to be concluded from their absence.
 */
export function configuredVariables(
    args: Pick<GatewayArgs, "settings" | "secretSettings" | "settingsFrom" | "tls">,
    refused: readonly string[] = [],
): ConfiguredVariables {
    const { settings = {}, secretSettings = {}, settingsFrom = {}, tls } = args;
    // Of the maps that have a variable, the first one counts.
    const holders = new Map(
        Object.entries({ settingsFrom, secretSettings, settings }).flatMap(([map, variables]) =>
            Object.keys(variables).map((name): [string, string] => [name, map]),
        ),
    );
    return {
        has: (name) =>
            holders.has(name) ||
            refused.includes(name) ||
            (tls !== undefined && tlsVariables.some((each) => each === name)),
        text: (name) => {
            const value = settings[name] ?? secretSettings[name];
            return holders.has(name) && typeof value === "string" ? value : undefined;
        },
        path: (name) => [holders.get(name) ?? "settings", name],
    };
}
