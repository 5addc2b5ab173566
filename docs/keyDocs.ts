import { keyMetadata, type KeyName } from "../stack/keys";
import { argumentDocumentation, type Documentation } from "./argumentDocs";

/** The documentation of a key, which always has a default. */
export interface KeyDocumentation extends Documentation {
    readonly default: string;
}

/**
 * What is said about a key: the TSDoc of the argument with the same name, or what stack/keys.ts has instead.
 *
 * @throws Error when neither has a meaning and a default.
 */
export function keyDocumentation(name: KeyName): KeyDocumentation {
    const own = keyMetadata(name);
    const argument = argumentDocumentation("GatewayArgs", name);
    const summary = own.description ?? argument?.summary;
    const fallback = own.default ?? argument?.default;
    if (!summary || fallback === undefined) {
        throw new Error(`${name}: neither components/args nor stack/keys.ts says what it means and defaults to`);
    }
    return {
        summary: own.secret === "always" ? `${summary} (secret)` : summary,
        details: own.description === undefined ? (argument?.details ?? "") : "",
        default: fallback,
        isOptional: true,
        types: argument?.types ?? [],
    };
}

/** The documentation of a property of an argument, of one of these types. */
export function propertyDocumentation(types: readonly string[], property: string): Documentation | undefined {
    return types.map((type) => argumentDocumentation(type, property)).find((found) => found !== undefined);
}

/** The documentation as plain text: the meaning in one sentence or as a whole, and the default. */
export function plainText({ summary, details, default: fallback }: Documentation, extent: "summary" | "all"): string {
    return [`${summary}.`, extent === "all" ? details : "", fallback === undefined ? "" : `Defaults to ${fallback}.`]
        .filter((sentence) => sentence !== "")
        .join(" ")
        .replaceAll("`", "");
}
