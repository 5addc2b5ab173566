// Names at message brokers, in RIG's variables and in API definitions.

/** A Kafka topic. */
export const kafkaTopic = {
    expression: /^[A-Za-z0-9._-]{1,249}$/,
    words: "at most 249 letters, digits, '.', '_' and '-'",
};

/** A Kinesis stream, or an application of the Kinesis client. */
export const kinesisName = {
    expression: /^[A-Za-z0-9_.-]{1,128}$/,
    words: "at most 128 letters, digits, '-', '_' and '.'",
};

/** Names that are separated by dots and don't contain the characters. */
const dotted = (without: string) => `[^\\s.${without}]+(\\.[^\\s.${without}]+)*`;

/** A NATS subject to which RIG sends messages. */
export const natsSubject = {
    expression: new RegExp(`^${dotted("*>")}$`),
    words: "without spaces, wildcards and empty parts",
};

/** A NATS subject, or a pattern of subjects, from which RIG takes messages. It is an item of a list, so it has no comma. */
export const natsSource = {
    expression: new RegExp(`^(?!>\\.|.*\\.>\\.)${dotted(",")}$`),
    words: "names between dots, none of them empty or with spaces and commas; > as the last one only",
};
