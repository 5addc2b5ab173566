import { isRecord } from "../../components/validation/record";

/** The ConfigMaps and Secrets that a part of a pod's spec refers to, as `Kind/name`. */
export function namedObjects(part: unknown): string[] {
    if (Array.isArray(part)) {
        return part.flatMap(namedObjects);
    }
    if (!isRecord(part)) {
        return [];
    }
    const own = ["configMapKeyRef", "configMap", "secretKeyRef", "secret"].flatMap((key) => {
        const [reference, kind] = [part[key], key.startsWith("secret") ? "Secret" : "ConfigMap"];
        return isRecord(reference) ? [`${kind}/${String(reference.name ?? reference.secretName)}`] : [];
    });
    return [...own, ...Object.values(part).flatMap(namedObjects)];
}
