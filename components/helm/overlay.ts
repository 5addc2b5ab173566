import { containerName } from "../model/names";
import { isRecord, list } from "../validation/record";

// Corrects the objects that RIG's chart renders. It runs in the post-renderer, which Helm starts, and in the Pulumi
// program, which looks at the outcome beforehand.

type Fields = Record<string, unknown>;

/**
 * The variable, among those that the chart takes as values (`deployment.env`), by which the overlay gets from the Pulumi
 * program to the post-renderer: the desired objects, as JSON. So the overlay is part of the release's values, and neither
 * a file nor an argument is needed. The container that has the variable is RIG's, whatever the chart calls it.
 */
export const overlayVariable = "RIG_PULUMI_PLAN";

/** Variables that the chart sets by itself. The overlay has those that the deployment or the user decides. */
const chartVariables = [
    "INBOUND_PORT",
    "INBOUND_HTTPS_PORT",
    "API_HTTP_PORT",
    "API_HTTPS_PORT",
    "DISCOVERY_TYPE",
    "DNS_NAME",
    "NODE_COOKIE",
    "NODE_HOST",
    "PROMETHEUS_ENABLED",
];

/** Maps whose other keys stay as rendered. Every other field is replaced as a whole. */
const mergedMaps = ["metadata", "labels", "annotations", "spec", "template"];

/** Lists whose items of other names stay as rendered. */
const mergedLists = ["env", "volumes", "volumeMounts"];

const valueAt = (value: unknown, ...path: readonly string[]): unknown =>
    path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);

const nameOf = (item: unknown) => valueAt(item, "name");

const title = (object: unknown) => `${String(valueAt(object, "kind"))} ${String(valueAt(object, "metadata", "name"))}`;

const containers = (object: unknown) => list(valueAt(object, "spec", "template", "spec", "containers"));

const variable = (container: unknown, name: string) =>
    list(valueAt(container, "env")).find((each) => nameOf(each) === name);

const hasOverlay = (container: unknown) => variable(container, overlayVariable) !== undefined;

/** The desired objects of the overlay among a chart's objects, if they have one. */
function desiredObjects(rendered: readonly unknown[]): Fields[] | undefined {
    const text = rendered
        .flatMap(containers)
        .map((container) => valueAt(variable(container, overlayVariable), "value"))
        .find((value) => value !== undefined);
    if (text === undefined) {
        return undefined;
    }
    const overlay: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
    return list(valueAt(overlay, "objects")).filter(isRecord);
}

/** @throws When the objects, which a chart has just rendered, don't have the overlay. */
export function requireOverlay(rendered: readonly unknown[]): void {
    if (desiredObjects(rendered) === undefined) {
        throw new Error(
            "the chart renders no container with the variables of its value deployment.env, as RIG's chart does. " +
                `It renders: ${rendered.map(title).join(", ") || "nothing"}.`,
        );
    }
}

/** Whether the objects already have the overlay: without it, no container has the cookie from a Secret. */
function isApplied(objects: readonly unknown[]): boolean {
    return objects
        .flatMap(containers)
        .some((container) => valueAt(variable(container, "NODE_COOKIE"), "valueFrom", "secretKeyRef") !== undefined);
}

/** @throws When a container still has the overlay, so that it isn't RIG's: it would have the chart's cookie, too. */
function requireNoOverlayLeft(objects: readonly unknown[]): void {
    const unexpected = objects.flatMap((object) =>
        [...containers(object), ...list(valueAt(object, "spec", "template", "spec", "initContainers"))]
            .filter(hasOverlay)
            .map((container) => `${String(nameOf(container))} of ${title(object)}`),
    );
    if (unexpected.length > 0) {
        throw new Error(
            `the chart gives the variables of its value deployment.env to further containers: ${unexpected.join(", ")}.`,
        );
    }
}

function mergedByName(rendered: readonly unknown[], desired: readonly unknown[]): unknown[] {
    const names = [...desired.map(nameOf), overlayVariable];
    return [...desired, ...rendered.filter((each) => !names.includes(nameOf(each)))];
}

function merged(rendered: Fields, desired: Fields): Fields {
    const entries = Object.entries(desired).map(([key, value]): [string, unknown] => {
        const current = rendered[key];
        if (mergedMaps.includes(key) && isRecord(current) && isRecord(value)) {
            return [key, merged(current, value)];
        }
        if (key === "containers") {
            return [key, mergedContainers(list(current), list(value))];
        }
        return [key, mergedLists.includes(key) ? mergedByName(list(current), list(value)) : value];
    });
    return Object.fromEntries([...Object.entries(rendered), ...entries]);
}

/**
 * The containers of a pod: the one that has the overlay as RIG's, each other one by its name. A desired one that the
 * chart doesn't render is added; without the overlay, RIG's isn't.
 */
function mergedContainers(rendered: readonly unknown[], desired: readonly unknown[]): unknown[] {
    const rig = desired.find((each) => nameOf(each) === containerName);
    const others = desired.filter((each) => each !== rig);
    const withOverlay = rendered.find(hasOverlay);
    const present = rendered.map((container) => {
        const target = container === withOverlay ? rig : others.find((each) => nameOf(each) === nameOf(container));
        return mergedContainer(container, target);
    });
    return [...present, ...others.filter((each) => !present.some((container) => nameOf(container) === nameOf(each)))];
}

function mergedContainer(rendered: unknown, desired: unknown): unknown {
    if (!isRecord(rendered) || !isRecord(desired)) {
        return rendered;
    }
    const env = list(rendered.env).filter((each) => !chartVariables.includes(String(nameOf(each))));
    return merged({ ...rendered, env }, desired);
}

/**
 * Applies the overlay to the objects that it names. Other objects stay unchanged, and so do objects that already have the
 * overlay.
 *
 * @throws When the overlay, or an object that it names, is missing: RIG would run with a public cookie.
 */
export function applyOverlay(rendered: readonly unknown[]): unknown[] {
    const desired = desiredObjects(rendered);
    if (desired === undefined) {
        if (!isApplied(rendered)) {
            requireOverlay(rendered);
        }
        return [...rendered];
    }
    const missing = desired.map(title).filter((each) => !rendered.some((object) => title(object) === each));
    if (missing.length > 0) {
        throw new Error(
            `the chart doesn't render ${missing.join(", ")}. It renders: ${rendered.map(title).join(", ")}.`,
        );
    }
    const objects = rendered.map((object) => {
        const found = desired.find((each) => title(each) === title(object));
        return found === undefined || !isRecord(object) ? object : merged(object, found);
    });
    requireNoOverlayLeft(objects);
    return objects;
}
