import { isRecord, list } from "../validation/record";

// What mends the objects that RIG's chart renders: for the post-renderer, which Helm starts, and for the Pulumi program,
// which looks at the outcome beforehand.

type Fields = Record<string, unknown>;

/**
 * The variable, among those that the chart takes as values (`deployment.env`), by which the plan gets from the Pulumi
 * program to the post-renderer: the objects as they have to be, as JSON. So the plan is part of the release's values,
 * and neither a file nor an argument is needed. The container that has it is RIG's.
 */
export const overlayVariable = "RIG_PULUMI_PLAN";

/** What the chart sets by itself. In the plan it is what the deployment or the user decided, or left out as RIG's default. */
const presets = [
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

/** Maps of which the chart's own keys stay. All else that the plan has is taken from it as a whole. */
const mergedMaps = ["metadata", "labels", "annotations", "spec", "template"];

/** Lists of which the chart's own items stay. */
const mergedLists = ["env", "volumes", "volumeMounts"];

const at = (value: unknown, ...path: readonly string[]): unknown =>
    path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);

const title = (object: unknown) => `${String(at(object, "kind"))} ${String(at(object, "metadata", "name"))}`;

const containers = (object: unknown) => list(at(object, "spec", "template", "spec", "containers"));

const variable = (container: unknown, name: string) =>
    list(at(container, "env")).find((each) => at(each, "name") === name);

function plannedIn(text: unknown): Fields[] {
    const parsed: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
    return list(at(parsed, "objects")).filter(isRecord);
}

/** The plan among a chart's objects, if they carry one. */
function plan(objects: readonly unknown[]): Fields[] | undefined {
    const carried = objects
        .flatMap(containers)
        .map((container) => at(variable(container, overlayVariable), "value"))
        .find((text) => text !== undefined);
    return carried === undefined ? undefined : plannedIn(carried);
}

/** @throws When the objects, which a chart has just rendered, don't carry the plan. */
export function requireOverlay(objects: readonly unknown[]): void {
    if (plan(objects) === undefined) {
        throw new Error(
            "the chart renders no container with the variables of its value deployment.env, as RIG's chart does. " +
                `It renders: ${objects.map(title).join(", ") || "nothing"}.`,
        );
    }
}

function isMended(objects: readonly unknown[]): boolean {
    return objects
        .flatMap(containers)
        .some((container) => at(variable(container, "NODE_COOKIE"), "valueFrom", "secretKeyRef") !== undefined);
}

/** @throws When the plan is left in a container that isn't RIG's: it would have the chart's cookie, too. */
function requireNoCarrier(objects: readonly unknown[]): void {
    const left = objects.flatMap((object) =>
        [...containers(object), ...list(at(object, "spec", "template", "spec", "initContainers"))]
            .filter((container) => variable(container, overlayVariable) !== undefined)
            .map((container) => `${String(at(container, "name"))} of ${title(object)}`),
    );
    if (left.length > 0) {
        throw new Error(
            `the chart gives the variables of its value deployment.env to further containers: ${left.join(", ")}.`,
        );
    }
}

function mergedByName(rendered: readonly unknown[], planned: readonly unknown[]): unknown[] {
    const names = [...planned.map((each) => at(each, "name")), overlayVariable];
    return [...planned, ...rendered.filter((each) => !names.includes(at(each, "name")))];
}

function merged(rendered: Fields, planned: Fields): Fields {
    const entries = Object.entries(planned).map(([key, value]): [string, unknown] => {
        const old = rendered[key];
        if (mergedMaps.includes(key) && isRecord(old) && isRecord(value)) {
            return [key, merged(old, value)];
        }
        if (key === "containers") {
            return [key, list(old).map((each) => mendedContainer(each, list(value)[0]))];
        }
        return [key, mergedLists.includes(key) ? mergedByName(list(old), list(value)) : value];
    });
    return Object.fromEntries([...Object.entries(rendered), ...entries]);
}

function mendedContainer(rendered: unknown, planned: unknown): unknown {
    if (!isRecord(rendered) || !isRecord(planned) || variable(rendered, overlayVariable) === undefined) {
        return rendered;
    }
    const env = list(rendered.env).filter((each) => !presets.includes(String(at(each, "name"))));
    return merged({ ...rendered, env }, planned);
}

/**
 * The objects, with those that the plan has as the plan has them; the others as they are. Objects that are mended
 * already stay as they are, too.
 *
 * @throws When the plan or an object that it is about isn't among them: without it, RIG would run with a public cookie.
 */
export function applyOverlay(objects: readonly unknown[]): unknown[] {
    const planned = plan(objects);
    if (planned === undefined) {
        if (!isMended(objects)) {
            requireOverlay(objects);
        }
        return [...objects];
    }
    const missing = planned.map(title).filter((each) => !objects.some((object) => title(object) === each));
    if (missing.length > 0) {
        throw new Error(
            `the chart doesn't render ${missing.join(", ")}. It renders: ${objects.map(title).join(", ")}.`,
        );
    }
    const mended = objects.map((object) => {
        const found = planned.find((each) => title(each) === title(object));
        return found === undefined || !isRecord(object) ? object : merged(object, found);
    });
    requireNoCarrier(mended);
    return mended;
}
