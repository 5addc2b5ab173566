import { fitsVariable } from "../limits";
import { valueType, type ValueType } from "./valueType";

/** The largest number with 15 digits: JavaScript represents each whole number up to it exactly. */
const largestNumber = 10 ** 15 - 1;

/** A whole number. RIG accepts a plus sign and leading zeros. */
export function number(min: number, max = largestNumber, unit = ""): ValueType {
    const inRange = (value: string) =>
        /^\+?0*\d{1,15}$/.test(value) && fitsVariable(value) && Number(value) >= min && Number(value) <= max;
    return valueType(
        "number",
        `a whole number from ${min} to ${max}${unit === "" ? "" : ` (${unit})`}`,
        inRange,
        {
            anyOf: [
                { type: "integer", minimum: min, maximum: max },
                { type: "string", pattern: "^\\+?[0-9]+$" },
            ],
        },
        (value) => String(Number(value)),
    );
}

/** Milliseconds. Erlang's timers end at 2³² - 1. */
export const milliseconds = number(1, 2 ** 32 - 1, "ms");

/** A TCP or UDP port. */
export const port = number(1, 65535);

/** A port that RIG listens on, as a user without privileges. */
export const listenPort = number(1024, 65535);

const truths = ["true", "1", "yes"];
const falsehoods = ["false", "0", "no"];

/** Whether Confex, which reads RIG's environment, takes the text for true. */
export function isTrue(text: string): boolean {
    return truths.includes(text.toLowerCase());
}

/** A text that Confex takes for a boolean. */
export const flag = valueType(
    "flag",
    "true or false",
    (value) => [...truths, ...falsehoods].includes(value.toLowerCase()),
    { enum: [true, false, 1, 0, ...truths, ...falsehoods] },
    (value) => String(isTrue(value)),
);
