import assert from "node:assert/strict";
import { validatedArgs } from "../../../../../components/arguments/validate";
import { problems, read, type Values } from "../../../configuration";

export const kafka = { KAFKA_BROKERS: "kafka:9092" };
export const nats = { NATS_SERVERS: "nats:4222" };
export const jwt = { secretSettings: { JWT_SECRET_KEY: "k".repeat(64) } };
export const kafkaTls = { ...kafka, KAFKA_SSL_ENABLED: true, KAFKA_SSL_CERTFILE: "none", KAFKA_SSL_KEYFILE: "none" };

export const secretKeys = ["rig:secretSettings"];

/** A variable, a value, the text that RIG gets, and the other keys of the configuration. */
export type Accepted = [name: string, value: unknown, text: string, others?: Values];

/** A variable, a value that it doesn't accept, the message, and the other keys of the configuration. */
export type Refused = [name: string, value: unknown, message: RegExp, others?: Values];

function configurationWith(name: string, value: unknown, others: Values = {}): Values {
    const settings = typeof others.settings === "object" ? others.settings : {};
    return { image: { tag: "aws-3.0.0" }, ...others, settings: { ...settings, [name]: value } };
}

/** Declares a test for each rule: RIG gets the texts of its rows, from the stack's configuration and from the component. */
export function itAccepts(rules: Readonly<Record<string, readonly Accepted[]>>): void {
    for (const [rule, rows] of Object.entries(rules)) {
        it(rule, () => {
            for (const [name, value, text, others] of rows) {
                const { gateway } = read(configurationWith(name, value, others), { secretKeys });
                assert.equal(gateway.settings?.[name], text, `${name}: ${JSON.stringify(value)}`);
                if (typeof value === "string") {
                    const settings = { ...gateway.settings, [name]: value };
                    assert.equal(validatedArgs("rig", { ...gateway, settings }).settings?.[name], text, name);
                }
            }
        });
    }
}

/** Declares a test for each rule: the program refuses the values of its rows, since RIG stops or can't use them. */
export function itRefuses(rules: Readonly<Record<string, readonly Refused[]>>): void {
    for (const [rule, rows] of Object.entries(rules)) {
        it(`refuses ${rule}`, () => {
            for (const [name, value, message, others] of rows) {
                const found = problems(configurationWith(name, value, others), { secretKeys });
                assert.equal(found.length, 1, `${name}: ${JSON.stringify(value)}: ${found.join("\n")}`);
                const [line = ""] = found;
                assert.ok(line.startsWith(`rig:settings.${name}`), line);
                assert.match(line, message);
            }
        });
    }
}
