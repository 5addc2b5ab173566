import type { DestinationReader } from "../destinations";
import { isMounted, type ValueType } from "../valueTypes";

/** Groups of variables, in the order in which the documentation shows them. */
export const groups = [
    "HTTP",
    "HTTPS",
    "Events and APIs",
    "Authorization",
    "Kafka",
    "NATS",
    "Kinesis",
    "Logs and metrics",
    "Tracing",
] as const;

/**
 * Whether a value is a secret: `always`; `content` when it is a file's content, but not its path; `possibly` when the
 * user decides by putting it into `settings` or `secretSettings`.
 */
export type Secrecy = "always" | "content" | "possibly";

/** What a variable requires: RIG ignores the variable without it. */
export interface Requirement {
    /** The required variable. */
    readonly variable: string;
    /** The required value of that variable, or of one of its items; any value when it is left out. */
    readonly value?: string;
}

/** A variable that names a group at a message broker. */
export interface ConsumerGroup {
    /** The variable that makes RIG use the broker. */
    readonly broker: string;
    /** RIG's own default of the group's name. */
    readonly default: string;
}

/** One of RIG's variables. */
export interface Variable {
    readonly group: (typeof groups)[number];
    readonly type: ValueType;
    /** The default in words. */
    readonly default: string;
    /** The meaning, in one line. */
    readonly description: string;
    /** Left out when the value is never a secret. */
    readonly secret?: Secrecy;
    readonly requires?: Requirement;
    /** The destinations that the value names. The network policies allow them. */
    readonly destinations?: DestinationReader;
    /** The group at a message broker that the value names. */
    readonly consumerGroup?: ConsumerGroup;
}

/** RIG's variables by their names. */
export type Variables = Readonly<Record<string, Variable>>;

/** The variables of one group. */
export function variablesOf(
    group: Variable["group"],
    rows: Readonly<Record<string, Omit<Variable, "group">>>,
): Variables {
    return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, { group, ...row }]));
}

/** Whether a value may come from an existing Secret. */
export function takesSecret({ type, secret }: Variable): boolean {
    return secret !== undefined || isMounted(type);
}

/** Whether a value may come from an existing ConfigMap. */
export function takesConfigMap({ type, secret }: Variable): boolean {
    return isMounted(type) && secret !== "content";
}
