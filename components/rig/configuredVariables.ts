import type { GatewayArgs } from "../args";
import type { Problem } from "../validation/problem";
import type { Catalogue } from "./catalogue";
import { catalogueOf } from "./versions";

/** What a gateway's arguments say about RIG's variables, in any argument. */
export interface ConfiguredVariables {
    /** The variables of the image's version of RIG. */
    readonly catalogue: Catalogue;
    /** Whether the variable is set. */
    readonly has: (name: string) => boolean;
    /** RIG's own text of the variable, if it is known before deployment. */
    readonly text: (name: string) => string | undefined;
    /** The argument in which the variable is set, or would be. */
    readonly path: (name: string) => Problem["path"];
}

/** The arguments that set variables of RIG. */
export type VariableArgument = "settings" | "secretSettings" | "settingsFrom" | "tls";

/** The variables for the certificate and its key that `tls` sets. */
export const tlsVariables = ["HTTPS_CERTFILE", "HTTPS_KEYFILE"] as const;

/** Names of the variables that have problems; the two variables of the certificate when `tls` has a problem. */
export function refusedVariables(problems: readonly Problem[]): string[] {
    return problems.flatMap(({ path: [map, name] }) =>
        map === "tls" ? tlsVariables : name !== undefined && isVariableMap(map) ? [String(name)] : [],
    );
}

/** Whether a whole map of variables has a problem, so that nobody knows which variables are set. */
export function isMapRefused(problems: readonly Problem[]): boolean {
    return problems.some(({ path }) => path.length === 1 && isVariableMap(path[0]));
}

function isVariableMap(argument: string | number | undefined): boolean {
    return ["settings", "secretSettings", "settingsFrom"].includes(String(argument));
}

/**
 * The variables of RIG that the arguments set.
 *
 * @param refused Variables that are set, but whose values are wrong and left out of the arguments.
 */
export function configuredVariables(
    args: Pick<GatewayArgs, "image" | VariableArgument>,
    refused: readonly string[] = [],
): ConfiguredVariables {
    const { image, settings = {}, secretSettings = {}, settingsFrom = {}, tls } = args;
    // If several maps have a variable, the last entry counts: that of settings.
    const mapOf = new Map(
        Object.entries({ settingsFrom, secretSettings, settings }).flatMap(([map, variables]) =>
            Object.keys(variables).map((name): [string, string] => [name, map]),
        ),
    );
    return {
        catalogue: catalogueOf(image),
        has: (name) =>
            mapOf.has(name) ||
            refused.includes(name) ||
            (tls !== undefined && tlsVariables.some((each) => each === name)),
        text: (name) => {
            const value = settings[name] ?? secretSettings[name];
            return mapOf.has(name) && typeof value === "string" ? value : undefined;
        },
        path: (name) => [mapOf.get(name) ?? "settings", name],
    };
}
