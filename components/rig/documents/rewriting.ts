import { isRecord } from "../../validation/record";

/** Told of each change without which RIG takes the document otherwise than its author, or stops. */
export type ReportChange = (path: readonly (string | number)[], message: string, input: unknown) => void;

/** Turns a document into the form in which RIG takes it as it is meant; anything of a wrong shape stays as it is. */
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

/** Rewrites some keys of a map, in their order; the others stay. */
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

/** Leaves out keys that are null, which means that nothing is said. */
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

/** One rewriting after the other. */
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
