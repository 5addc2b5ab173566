import { refusal } from "../../validation/primitives";
import { compile } from "./pcre";

// RIG takes a `^` off a `path_regex`, adds `$`, and compares without regard to the case of letters. So the start isn't
// anchored: `/x` forwards `/any/x`, and an open endpoint hides a secured one behind it. Observed on RIG 3.0.0.

const prefix = "^^(?:";
const suffix = ")$";

/** The expression as it is handed to RIG: it has to match the whole path. A group that captures would move `\1`. */
export function anchored(expression: string): string {
    return isAnchored(expression) ? expression : `${prefix}${expression}${suffix}`;
}

/** Whether the expression matches whole paths only, as {@link anchored} writes it. */
export function isAnchored(expression: string): boolean {
    return (
        expression.startsWith(prefix) &&
        expression.endsWith(suffix) &&
        "groups" in compile(expression.slice(prefix.length, -suffix.length))
    );
}

/** Whether RIG compares the expression, as it stands, with whole paths. */
export function matchesWholePaths(expression: string): boolean {
    return isAnchored(expression) || /^\^\^[^|]*$/.test(expression);
}

function ownPart(expression: string): string {
    return isAnchored(expression) ? expression.slice(prefix.length, -suffix.length) : expression;
}

/** The number of groups that a `path_replacement` may refer to. */
export function groupCount(expression: string): number {
    const result = compile(expression);
    return "groups" in result ? result.groups : 0;
}

/** Why RIG can't use the expression, or never matches a path with it; the message wants the value before it. */
export function pathExpressionProblem(expression: string): string | undefined {
    const own = ownPart(expression);
    return compileProblem(own) ?? literalProblem(own) ?? wholePathProblem(own);
}

const later = /\(\*|\(\?\^|\\N\{/;
const wholeExpression = /\(\?(R|0)\)/;

function compileProblem(expression: string): string | undefined {
    if (later.test(expression)) {
        return refusal("a regular expression without (*…), (?^…) and \\N{…}, which RIG's PCRE doesn't have everywhere");
    }
    if (wholeExpression.test(expression)) {
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

/** What is written as in a pattern of another kind, and compiles all the same. */
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

/** An expression that begins with a letter may still mean a path: where that letter may be left out, or with a `|`. */
function wholePathProblem(expression: string): string | undefined {
    return /^\^?[\w-](?![?*]|\{0)[^|]*$/.test(expression)
        ? refusal("a regular expression for the whole path, which begins with /")
        : undefined;
}
