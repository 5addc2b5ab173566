import { itAccepts, itRefuses, nats, type Refused } from "./valueTypes/table";

describe("a name at a message broker", () => {
    itAccepts({
        "NATS subjects have wildcards": [
            ["NATS_SOURCE_TOPICS", ["a", "a.b-c.*", "*.b", "a.>", ">"], "a,a.b-c.*,*.b,a.>,>", { settings: nats }],
        ],
    });
    itRefuses({
        "NATS subjects that a server calls invalid": ["a..b", ".c", "d.", "a.>.b", ">.b", "a b", "."].map(
            (subject): Refused => ["NATS_SOURCE_TOPICS", [subject], /Allowed: a NATS subject/, { settings: nats }],
        ),
    });
});
