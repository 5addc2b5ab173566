import * as v from "valibot";
import type { GatewayArgs } from "../args";
import { autonamingProblems } from "./rules/autonaming";
import { isRecord } from "../validation/record";
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
 * What a schema found, as problems.
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
export function hidesValue([argument, name, ...within]: Problem["path"], value: unknown): boolean {
    if (argument !== "settings") {
        return argument === "secretSettings" || argument === "cookie";
    }
    const secrecy = name === undefined ? ["always"] : rowsOf(name).map(({ secret }) => secret);
    if (within.at(-1) === "path_regex") {
        return false;
    }
    // A URL may have a password in it, in a document, too; a file may hold more than it should.
    return secrecy.includes("always") || secrecy.includes("content") || /[@?]|-----BEGIN/.test(valueText(value));
}

/**
 * What is left of a record when everything that the schema refuses is taken out: it may have problems of another kind,
 * which are worth reporting in the same breath.
 *
 * @param schema A schema in which every key may be left out.
 */
export function validPart<T>(schema: Schema<T>, record: Readonly<Record<string, unknown>>): T {
    let rest = { ...record };
    for (const depth of [2, 1]) {
        for (const { path = [] } of v.safeParse(schema, rest).issues ?? []) {
            rest = without(
                rest,
                path.slice(0, depth).map(({ key }) => String(key)),
            );
        }
    }
    return v.parse(schema, rest);
}

function without(record: Readonly<Record<string, unknown>>, [key = "", ...below]: string[]): Record<string, unknown> {
    const { [key]: value, ...rest } = record;
    return below.length > 0 && isRecord(value) ? { ...rest, [key]: without(value, below) } : rest;
}

/**
 * The arguments, checked, in canonical form; the caller's object stays as it is.
 *
 * @throws RunError with all problems in one message.
 */
export function validatedArgs(name: string, args: GatewayArgs): GatewayArgs {
    const { schema, partialSchema } = schemas(args.image);
    const result = v.safeParse(schema, args);
    const found = issueProblems(result.issues ?? [], hidesValue);
    const problems = [
        ...found,
        ...autonamingProblems(),
        ...crossFieldProblems(result.success ? result.output : validPart(partialSchema, { ...args }), found),
    ];
    if (!result.success || problems.length > 0) {
        throw problemsError(`Gateway ${name}`, problems);
    }
    return result.output;
}
