import * as v from "valibot";
import { refusal } from "../../validation/primitives";
import { isUrl } from "./urls";
import { anyScalar, valueType, type ValueType } from "./valueType";

const words = ["no_check", "jwt_validation"];

/** Who may subscribe. RIG turns the whole value into lower case, a URL too, and takes the empty text for `no_check`. */
export const subscriptionCheck = valueType(
    "text",
    "no_check, jwt_validation, or a URL in lower case that starts with http:// or https://",
    (value) => value === "" || words.includes(value.toLowerCase()) || (isUrl(value) && value === value.toLowerCase()),
    anyScalar,
    (value) => (value === "" ? "no_check" : words.includes(value.toLowerCase()) ? value.toLowerCase() : value),
);

const submissionRule = refusal(
    "no_check. With any other value RIG 3.0.0 refuses every event at /_rig/v1/events: 403 with jwt_validation, whatever the token; 500 with a URL, whose service it never asks. " +
        "To limit who publishes, let events come in by a broker or by the internal API (networkPolicy.adminFrom), and say in networkPolicy.publicFrom who reaches the public port",
);

/** Who may publish. With any value but `no_check` RIG refuses every event. Observed on RIG 3.0.0. */
export const submissionCheck: ValueType = {
    ...valueType("text", "no_check", () => true),
    text: v.pipe(
        v.string(submissionRule),
        v.check((value) => value === "" || value.toLowerCase() === "no_check", submissionRule),
        v.transform(() => "no_check"),
    ),
};
