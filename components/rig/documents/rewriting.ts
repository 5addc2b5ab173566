import { isRecord } from "../../validation/record";

/** Reports a change without which RIG would misread the document, or stop. */
export type ReportChange = (path: readonly (string | number)[], message: string, input: unknown) => void;

/** Rewrites a document into the form that RIG reads as its author means it. It doesn't change values of a wrong type. */
export type Rewriting = (value: unknown, report: ReportChange) => unknown;

/** Rewrites the items of a list. */
export function items(rewrite: Rewriting): Rewriting {
    return (value, report) =>
        Array.isArray(value)
            ? value.map((item: unknown, index) =>
                  rewrite(item, (path, ...rest) => {
                      report([index, ...path], ...rest);
                  }),
              )
            : value;
}

/** Rewrites every value of a map. */
export function values(rewrite: Rewriting): Rewriting {
    return (value, report) =>
        isRecord(value)
            ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rewrite(each, below(key, report))]))
            : value;
}

/** Rewrites the values of some keys of a map. The order stays, and so do the other keys. */
export function keys(changes: Readonly<Record<string, Rewriting>>): Rewriting {
    return (value, report) =>
        isRecord(value)
            ? Object.fromEntries(
                  Object.entries(value).map(([key, each]) => [
                      key,
                      Object.keys(changes).includes(key) ? changes[key]?.(each, below(key, report)) : each,
                  ]),
              )
            : value;
}

function below(key: string, report: ReportChange): ReportChange {
    return (path, ...rest) => {
        report([key, ...path], ...rest);
    };
}

/** Removes keys that are null, which means the same as absent. */
export function withoutNulls(names: readonly string[], message: string): Rewriting {
    return (value, report) =>
        isRecord(value)
            ? Object.fromEntries(
                  Object.entries(value).filter(([key, each]) => {
                      const isNull = each === null && names.includes(key);
                      if (isNull) {
                          report([key], message, each);
                      }
                      return !isNull;
                  }),
              )
            : value;
}

/** Applies the rewritings one after the other. */
export function inTurn(...all: readonly Rewriting[]): Rewriting {
    return (value, report) => all.reduce((result, rewrite) => rewrite(result, report), value);
}

/** Rewrites a text. */
export function textChange(change: (text: string) => string, message?: string): Rewriting {
    return (value, report) => {
        const result = typeof value === "string" ? change(value) : value;
        if (result !== value && message !== undefined) {
            report([], message, value);
        }
        return result;
    };
}
