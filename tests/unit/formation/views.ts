import { nodeName, type ObservedPod } from "../../../formation/observation";

/** Pods called `a`, `b`, …, each connected to all others but for what is given. */
export function podViews(count: number, given: Readonly<Record<string, Partial<ObservedPod>>> = {}): ObservedPod[] {
    const places = Array.from({ length: count }, (_, index) => ({
        name: String.fromCharCode("a".charCodeAt(0) + index),
        address: `10.0.0.${index + 1}`,
    }));
    return places.map((place) => ({
        ...place,
        ready: true,
        members: places.filter((other) => other !== place).map(nodeName),
        ...given[place.name],
    }));
}
