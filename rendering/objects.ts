import { isRecord } from "../components/validation/record";

/**
 * A copy of an object in which one part is another.
 *
 * @param path The keys that lead to the part. Where there is none, the object stays as it is.
 */
export function changed(object: unknown, path: readonly string[], change: (part: unknown) => unknown): unknown {
    const [key, ...below] = path;
    if (key === undefined) {
        return change(object);
    }
    return isRecord(object) && key in object ? { ...object, [key]: changed(object[key], below, change) } : object;
}
