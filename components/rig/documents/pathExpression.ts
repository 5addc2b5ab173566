import { refusal } from "../../validation/primitives";
import { compile } from "./pcre";

// RIG removes one `^` from a `path_regex`, adds `$`, and ignores case. So the start isn't anchored: `/x` forwards
// `/any/x`, and an open endpoint may hide a secured one. Observed on RIG 3.0.0.

const prefix = "^^(?:";
const suffix = ")$";

/** The expression for RIG, which matches whole paths only. Its group doesn't capture, so that `\1` keeps its meaning. */
export function anchored(expression: string): string {
    return isAnchored(expression) ? expression : `${prefix}${expression}${suffix}`;
}

/** Whether the expression has the form that {@link anchored} yields. */
export function isAnchored(expression: string): boolean {
    return (
        expression.startsWith(prefix) &&
        expression.endsWith(suffix) &&
        "groups" in compile(expression.slice(prefix.length, -suffix.length))
    );
}

/** Whether the expression, as it is written, matches whole paths only. */
export function matchesWholePaths(expression: string): boolean {
    return isAnchored(expression) || /^\^\^[^|]*$/.test(expression);
}

function withoutAnchors(expression: string): string {
    return isAnchored(expression) ? expression.slice(prefix.length, -suffix.length) : expression;
}

/** The number of groups to which a `path_replacement` may refer. */
export function groupCount(expression: string): number {
    const result = compile(expression);
    return "groups" in result ? result.groups : 0;
}

/** Why RIG can't use the expression, or never matches a path with it. The message follows the value. */
export function pathExpressionProblem(expression: string): string | undefined {
    const own = withoutAnchors(expression);
    return compileProblem(own) ?? literalProblem(own) ?? wholePathProblem(own);
}

const unsupportedSyntax = /\(\*|\(\?\^|\\N\{/;
const recursion = /\(\?(R|0)\)/;

function compileProblem(expression: string): string | undefined {
    if (unsupportedSyntax.test(expression)) {
        return refusal("a regular expression without (*…), (?^…) and \\N{…}, which RIG's PCRE doesn't have everywhere");
    }
    if (recursion.test(expression)) {
        return refusal("a regular expression without (?R), which would mean the anchors around it, too");
    }
    for (const each of [expression, anchored(expression)]) {
        const result = compile(each);
        if ("problem" in result) {
            const place = each === expression ? ` at character ${result.position}` : " before its end";
            return refusal(
                `a regular expression that PCRE compiles; in this one: ${result.problem}${place}. RIG would answer 500 to every proxied request of this method`,
            );
        }
    }
    return undefined;
}

const mistakes = {
    brace: "a regular expression, where {name} matches that text only. Write ([^/]+) for one part of a path, [{] for a brace",
    colon: "a regular expression, where :name matches that text only. Write ([^/]+) for one part of a path, [:] for a colon",
    star: "a regular expression, where /* repeats the slash. Write /.* for everything below, /? for an optional slash",
    query: "a regular expression for the path alone: RIG compares no query, so \\? never matches. Leave the query out",
};

/** Syntax of other pattern languages that compiles as a regular expression, but has another meaning. */
function literalProblem(expression: string): string | undefined {
    let depth = 0;
    for (let index = 0; index < expression.length; index++) {
        const rest = expression.slice(index);
        const skipped = /^(\\Q[^]*?(\\E|$)|\\[pPxgkoN]\{[^}]*\}|\\[^?]|\[\^?\]?(\\.|\[:\w+:\]|[^\]])*\])/.exec(
            rest,
        )?.[0];
        if (skipped !== undefined) {
            index += skipped.length - 1;
            continue;
        }
        depth += rest.startsWith("(") ? 1 : rest.startsWith(")") ? -1 : 0;
        const found = mistakeAt(rest, depth);
        if (found !== undefined) {
            return refusal(mistakes[found]);
        }
    }
    return undefined;
}

function mistakeAt(rest: string, depth: number): keyof typeof mistakes | undefined {
    if (/^\{[A-Za-z_][\w-]*\}/.test(rest)) {
        return "brace";
    }
    if (/^\/:[A-Za-z_]/.test(rest)) {
        return "colon";
    }
    if (/^\/\*/.test(rest)) {
        return "star";
    }
    return depth === 0 && /^\\\?(?![?*]|\{0)/.test(rest) ? "query" : undefined;
}

/** An expression without a leading slash may still match a path: if its first character is optional, or with a `|`. */
function wholePathProblem(expression: string): string | undefined {
    return /^\^?[\w-](?![?*]|\{0)[^|]*$/.test(expression)
        ? refusal("a regular expression for the whole path, which begins with /")
        : undefined;
}
