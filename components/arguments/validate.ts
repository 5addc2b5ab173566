import * as v from "valibot";
import type { GatewayArgs } from "../args";
import { autonamingProblems } from "./rules/autonaming";
import { isRecord, withoutPath } from "../validation/record";
import { issuePath, problemsError, shown, valueText, type Problem } from "../validation/problem";
import { crossFieldProblems } from "./rules";
import { gatewayEntries } from "./schema/gateway";
import { object, type Schema } from "../validation/primitives";
import { problemCode, ProblemCode } from "../validation/problemCode";
import type { Variable } from "../rig/variables/variable";
import { withoutNames } from "../rig/documents/proxyConfig";
import { variableEntries } from "../rig/variableSchema";
import { catalogueOf, catalogues } from "../rig/versions";

/** The schema of the arguments for an image, and the same with all arguments optional. */
function schemas(image: unknown) {
    const entries = { ...gatewayEntries, ...variableEntries(catalogueOf(isRecord(image) ? image : undefined)) };
    return { schema: object(entries), partialSchema: object({ ...entries, namespace: v.optional(entries.namespace) }) };
}

/**
 * The issues that a schema found, as problems.
 *
 * @param hidden Whether the value at a path must not be shown.
 */
export function issueProblems(
    issues: readonly v.BaseIssue<unknown>[],
    hidden: (path: Problem["path"], value: unknown) => boolean,
): Problem[] {
    return issues.map((issue) => {
        const path = issuePath(issue);
        const code = problemCode(issue.message);
        const value = hidden(path, issue.input) ? "the value (not shown)" : shown(issue.input);
        const [map, name, ...within] = path;
        const isSecretDocument = map === "secretSettings" && rowsOf(name).some(({ type }) => type.form === "document");
        return {
            path: isSecretDocument ? [...path.slice(0, 2), ...withoutNames(within)] : path,
            message: code === ProblemCode.ValueNotAllowed ? `${value} is not allowed. ${issue.message}` : issue.message,
            code,
        };
    });
}

/** The rows of a variable in all supported versions of RIG. */
function rowsOf(name: string | number | undefined): Variable[] {
    return catalogues.flatMap(({ variable }) => variable(String(name)) ?? []);
}

/** Whether the value at this path of the arguments is or may be a secret. */
export function isSensitive([argument, name, ...within]: Problem["path"], value: unknown): boolean {
    if (argument !== "settings") {
        return argument === "secretSettings" || argument === "cookie";
    }
    const secrecy = name === undefined ? ["always"] : rowsOf(name).map(({ secret }) => secret);
    if (within.at(-1) === "path_regex") {
        return false;
    }
    // A URL may contain a password, in a document, too; a file may contain a private key.
    return secrecy.includes("always") || secrecy.includes("content") || /[@?]|-----BEGIN/.test(valueText(value));
}

/**
 * The record without the values that the schema refuses. The rules between its other values can still be checked, so
 * that one message reports all problems.
 *
 * @param schema A schema in which every key is optional.
 */
export function acceptedPart<T>(schema: Schema<T>, record: Readonly<Record<string, unknown>>): T {
    let rest = { ...record };
    for (const depth of [2, 1]) {
        for (const { path = [] } of v.safeParse(schema, rest).issues ?? []) {
            rest = withoutPath(
                rest,
                path.slice(0, depth).map(({ key }) => String(key)),
            );
        }
    }
    return v.parse(schema, rest);
}

/**
 * Checks the arguments, and gives them in canonical form. The caller's object stays unchanged.
 *
 * @throws RunError with all problems in one message.
 */
export function validatedArgs(name: string, args: GatewayArgs): GatewayArgs {
    const { schema, partialSchema } = schemas(args.image);
    const result = v.safeParse(schema, args);
    const found = issueProblems(result.issues ?? [], isSensitive);
    const problems = [
        ...found,
        ...autonamingProblems(),
        ...crossFieldProblems(result.success ? result.output : acceptedPart(partialSchema, { ...args }), found),
    ];
    if (!result.success || problems.length > 0) {
        throw problemsError(`Gateway ${name}`, problems);
    }
    return result.output;
}
