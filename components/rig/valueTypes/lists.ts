import * as v from "valibot";
import { refusal } from "../../validation/primitives";
import { fitsVariable } from "../limits";
import type { ValueType } from "./valueType";

/** A list. RIG separates its items by commas. */
export function listOf(item: ValueType, title: string): ValueType {
    const items = (value: string) => value.split(",").map((each) => each.trim());
    return {
        form: "list",
        title,
        item,
        editor: { anyOf: [{ type: "array", items: item.editor, minItems: 1 }, { type: "string" }] },
        text: v.pipe(
            v.string(refusal(title)),
            v.check(fitsVariable, refusal(title)),
            v.rawCheck(({ dataset: { value }, addIssue }) => {
                for (const each of typeof value === "string" ? items(value) : []) {
                    if (!v.is(item.text, each)) {
                        addIssue({ message: refusal(item.title), input: each });
                    }
                }
            }),
            v.transform((value) =>
                items(value)
                    .map((each) => v.parse(item.text, each))
                    .join(","),
            ),
        ),
    };
}
