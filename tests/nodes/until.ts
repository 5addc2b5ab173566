/** Milliseconds between two looks. */
const interval = 100;

/** Waits. */
export const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/**
 * Looks again and again until there is what is looked for, and returns it. A look that fails counts as one that found
 * nothing.
 *
 * @param what For the error.
 * @param look Returns undefined or false while there is nothing.
 * @param seconds The limit.
 * @throws Error when it takes too long, with what the last look failed with.
 */
export async function until<T>(what: string, look: () => Promise<T | undefined | false>, seconds = 90): Promise<T> {
    const end = Date.now() + seconds * 1000;
    let last: unknown;
    while (Date.now() < end) {
        try {
            const found = await look();
            if (found !== undefined && found !== false) {
                return found;
            }
            last = undefined;
        } catch (error) {
            last = error;
        }
        await sleep(interval);
    }
    throw new Error(`not within ${seconds} s: ${what}`, { cause: last });
}

/** Whether something is as it should be for a while: looks until then, and tells what it found instead. */
export async function stays<T>(look: () => Promise<T>, expected: (found: T) => boolean, seconds: number): Promise<T> {
    const end = Date.now() + seconds * 1000;
    let found = await look();
    while (expected(found) && Date.now() < end) {
        await sleep(interval);
        found = await look();
    }
    return found;
}
