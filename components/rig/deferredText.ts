import * as pulumi from "@pulumi/pulumi";
import * as v from "valibot";
import { issuePath, pathText, userError } from "../validation/problem";
import type { Catalogue } from "./catalogue";
import { withoutNames } from "./documents/proxyConfig";
import { variableText, type SettingsMap } from "./variableSchema";

/** A variable's text. A text that is known only at deployment is checked then. */
export function deferredText(
    map: SettingsMap,
    name: string,
    value: pulumi.Input<string>,
    catalogue: Catalogue,
): pulumi.Input<string> {
    return typeof value === "string"
        ? value
        : pulumi.output(value).apply((text) => validatedText(map, name, text, catalogue));
}

/**
 * A variable's text in canonical form.
 *
 * @throws RunError that names the variable and what is allowed, without the value.
 */
export function validatedText(map: SettingsMap, name: string, text: string, { variable }: Catalogue): string {
    const row = variable(name);
    if (row === undefined) {
        return text;
    }
    // A text that is known only at deployment is mounted if the variable names a file.
    const result = v.safeParse(row.type.content ?? variableText(map, row), text);
    if (!result.success) {
        const [issue] = result.issues;
        const path = pathText([map, name, ...withoutNames(issuePath(issue))]);
        throw userError(`${path}: the value (not shown) is not allowed. ${issue.message}`);
    }
    return result.output;
}
