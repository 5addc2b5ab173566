import type { Variable, Variables } from "./variables/variable";

/** What one version of RIG says about environment variables. */
export interface CatalogueData {
    /** RIG's version. */
    readonly version: string;
    /** The variables that a user may set. */
    readonly variables: Variables;
    /** The variables that earlier versions read and this one doesn't, each with what to do instead. */
    readonly removed: ReadonlyMap<string, string>;
    /** Names that users mistake for a variable although no version reads them, each with what to do instead. */
    readonly mistaken: ReadonlyMap<string, string>;
    /** The variables that belong to the deployment or to what starts RIG, as names or expressions. */
    readonly reserved: readonly (string | RegExp)[];
    /** The version in the image, if it is another one: it isn't supported, and its variables may differ from these. */
    readonly unsupportedVersion?: string;
}

/** RIG's variables, of one version. */
export interface Catalogue extends CatalogueData {
    /** Names of the variables that a user may set. */
    readonly names: readonly string[];
    /** The variable of that name, if RIG reads it and a user may set it. */
    readonly variable: (name: string) => Variable | undefined;
    /** Whether the variable is reserved, so that a user can't set it. */
    readonly isReserved: (name: string) => boolean;
    /** What to say about a variable that only earlier versions read; undefined for any other. */
    readonly removedMessage: (name: string) => string | undefined;
    /** What to say about a removed variable or a mistaken name; undefined for any other. */
    readonly replacedMessage: (name: string) => string | undefined;
}

/** The catalogue of a version. */
export function catalogue(data: CatalogueData): Catalogue {
    const { version, variables, removed, mistaken, reserved } = data;
    const rows = new Map(Object.entries(variables));
    const message = (instead: string | undefined) =>
        instead === undefined ? undefined : `RIG ${version} doesn't read it. ${instead}`;
    return {
        ...data,
        names: [...rows.keys()],
        variable: (name) => rows.get(name),
        isReserved: (name) => reserved.some((each) => (typeof each === "string" ? each === name : each.test(name))),
        removedMessage: (name) => message(removed.get(name)),
        replacedMessage: (name) => message(removed.get(name) ?? mistaken.get(name)),
    };
}
