/** What today's program changes in a recorded stack, and why. */
export interface Expected {
    /** Steps of the engine that aren't `same`, with the resource's name, such as `update gateway-settings`. */
    readonly changes: readonly string[];
    /** Whether the pods are replaced; CHANGELOG.md says so then, with the reason. */
    readonly restarts: boolean;
    /** Why, in a sentence. */
    readonly reason: string;
}

/** By the recording's stack. What isn't here stays as it is. */
export const expected: Readonly<Record<string, Expected>> = {};
