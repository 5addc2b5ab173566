import { randomInt } from "node:crypto";

/**
 * Numbers in [0, 1) that follow from a seed: `SEED` of the environment, or one that is made up. The seed is printed, so
 * that a failure can be repeated.
 */
export function seededRandom(subject: string): () => number {
    const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
    console.log(`${subject}: SEED=${seed}`);
    let state = seed;
    // Numerical Recipes' linear congruential generator; the upper bits are good enough for moments.
    return () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
    };
}
