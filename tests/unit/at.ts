import { isRecord } from "../../components/validation/record";

/** Follows a path into a value that the test knows the shape of; undefined where there is nothing. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
    return path.reduce<unknown>((inner, key) => {
        if (Array.isArray(inner) && typeof key === "number") {
            return inner[key];
        }
        return isRecord(inner) ? inner[String(key)] : undefined;
    }, value);
}
