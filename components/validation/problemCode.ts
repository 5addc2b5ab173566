/** Codes of the problems that the program treats in a way of their own, whatever their messages say. */
export const ProblemCode = {
    /** A schema refuses a value, and the message only says what is allowed. */
    ValueNotAllowed: "valueNotAllowed",
    /** A secret is set in an argument that can be read in the cluster. */
    MisplacedSecret: "misplacedSecret",
} as const;
export type ProblemCode = (typeof ProblemCode)[keyof typeof ProblemCode];

const codes = new Map<string, ProblemCode>();

/**
 * The message, registered with the code of its problem. Valibot's issues carry nothing but a text, from which
 * {@link problemCode} finds the code.
 */
export function codedMessage(code: ProblemCode, message: string): string {
    codes.set(message, code);
    return message;
}

/** The code of the problem that a message was made for, if it was made with {@link codedMessage}. */
export function problemCode(message: string): ProblemCode | undefined {
    return codes.get(message);
}
