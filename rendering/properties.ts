import { cookieAnnotation } from "../components/model/annotations";
import { isRecord } from "../components/validation/record";

// Copies of an object's properties with one change.

/**
 * The object with another value at a path.
 *
 * @param path Keys. If one of them is missing, the object stays as it is.
 */
export function replacedAt(object: unknown, path: readonly string[], change: (value: unknown) => unknown): unknown {
    const [key, ...below] = path;
    if (key === undefined) {
        return change(object);
    }
    return isRecord(object) && key in object ? { ...object, [key]: replacedAt(object[key], below, change) } : object;
}

/** Metadata without one of its annotations. */
export function withoutAnnotation(metadata: unknown, key: string): Record<string, unknown> {
    const { annotations, ...others } = isRecord(metadata) ? metadata : {};
    const { [key]: _, ...rest } = isRecord(annotations) ? annotations : {};
    return Object.keys(rest).length === 0 ? others : { ...others, annotations: rest };
}

/** The spec of a Deployment without the fingerprint of the cookie, for pods that have another cookie. */
export function withoutCookieFingerprint(spec: unknown): unknown {
    return replacedAt(spec, ["template", "metadata"], (metadata) => withoutAnnotation(metadata, cookieAnnotation));
}
