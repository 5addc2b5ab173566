// How things are called at message brokers: in RIG's variables, and in its API definitions.

/** A Kafka topic. */
export const kafkaTopic = {
    expression: /^[A-Za-z0-9._-]{1,249}$/,
    words: "at most 249 letters, digits, '.', '_' and '-'",
};

/** A Kinesis stream, or an application of its client. */
export const kinesisName = {
    expression: /^[A-Za-z0-9_.-]{1,128}$/,
    words: "at most 128 letters, digits, '-', '_' and '.'",
};

/** Names between dots, without the characters. */
const dotted = (without: string) => `[^\\s.${without}]+(\\.[^\\s.${without}]+)*`;

/** A NATS subject that messages are sent to. */
export const natsSubject = {
    expression: new RegExp(`^${dotted("*>")}$`),
    words: "without spaces, wildcards and empty parts",
};

/** A NATS subject that is listened to, in RIG's list of them. */
export const natsSource = {
    expression: new RegExp(`^(?!>\\.|.*\\.>\\.)${dotted(",")}$`),
    words: "names between dots, none of them empty or with spaces and commas; > as the last one only",
};
