import * as v from "valibot";
import { refusal } from "../../validation/primitives";
import { pointerExpression } from "../jsonPointer";
import { documentReader } from "./reader";
import { map, matching, partialObject } from "./schema";
import { inTurn, values, withoutNulls } from "./rewriting";

/** RIG follows a pointer through maps only. At a list, its process with the subscriptions of the event type crashes. */
const listPlace = /\/(\d+|-|\*+)(\/|$)/;

const pointer = v.pipe(
    matching(pointerExpression, "a JSON pointer to a field, such as /data/name; in a name, ~0 is ~ and ~1 is /"),
    v.check(
        (text) => !listPlace.test(text),
        refusal(
            "a JSON pointer into maps: RIG can't look into a list, where it drops the subscriptions of the event type, and knows no *",
        ),
    ),
);

const eventPointer = v.pipe(
    pointer,
    v.check(
        (text) => /^\/[A-Za-z0-9_-]+(\/|$)/.test(text),
        refusal("a JSON pointer that begins with an attribute of the event, such as /data/name or /source"),
    ),
);

const field = partialObject({
    stable_field_index: v.custom<number>(
        (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0,
        refusal("a whole number from 0"),
    ),
    event: partialObject({ json_pointer: eventPointer }),
    jwt: v.optional(partialObject({ json_pointer: pointer })),
});

const fields = v.pipe(
    map(field, "field names to where a field is found"),
    v.check((each) => {
        const indices = Object.values(each).map(({ stable_field_index: index }) => index);
        return new Set(indices).size === indices.length;
    }, "two fields of one event type have the same stable_field_index."),
);

/** RIG makes an Erlang atom of 30 characters and the event type; an atom has at most 255. Observed on RIG 3.0.0. */
const longestEventType = 225;

const eventTypes = v.pipe(
    map(fields, "event types to their fields"),
    v.check(
        (types) => Object.keys(types).every((type) => Array.from(type).length <= longestEventType),
        `an event type has more than ${longestEventType} characters: RIG would drop all extractors, and every subscriber would get every event.`,
    ),
);

/** The attributes that the CloudEvents specification defines. Extensions are further attributes. */
const attributes = ["id", "source", "specversion", "type", "datacontenttype", "dataschema", "subject", "time", "data"];

/** What the warnings need to know about the extractors. */
export interface Extractors {
    /** Pointers to attributes that the specification doesn't define: to extensions, or to fields whose pointer lacks `/data`. */
    readonly unusualPointers: readonly string[];
}

/** Reads `EXTRACTORS`: for each event type, the names of fields and their places. */
export const readExtractors = documentReader<Extractors>(
    v.pipe(
        eventTypes,
        v.transform((types) => ({
            unusualPointers: Object.values(types)
                .flatMap((each) => Object.values(each))
                .map(({ event }) => event.json_pointer)
                .filter((text) => !attributes.includes(text.split("/")[1] ?? "")),
        })),
    ),
    values(values(inTurn(withoutNulls(["jwt"], "RIG takes null here, but other readers may not. Leave the key out.")))),
);

/** The keys of a field that RIG reads. */
export const extractorKeys: readonly string[] = ["stable_field_index", "event", "jwt", "json_pointer"];
