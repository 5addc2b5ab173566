// @ts-check
"use strict";

// What mends the objects that RIG's chart renders. Plain JavaScript without dependencies: the post-renderer, which Helm
// starts, and the Pulumi program, which looks at the outcome beforehand, both run this file as it is.

/** @typedef {Record<string, unknown>} Fields */

/**
 * The variable, among those that the chart takes as values (`deployment.env`), by which the plan gets from the Pulumi
 * program to the post-renderer: the objects as they have to be, as JSON. So the plan is part of the release's values,
 * and neither a file nor an argument is needed. The container that has it is RIG's.
 */
const carrier = "RIG_PULUMI_PLAN";

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

/** @type {(value: unknown) => value is Fields} */
const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @type {(value: unknown) => unknown[]} */
const list = (value) => (Array.isArray(value) ? value : []);

/** @type {(value: unknown, ...path: string[]) => unknown} */
const at = (value, ...path) =>
    path.reduce((/** @type {unknown} */ inner, key) => (isMap(inner) ? inner[key] : undefined), value);

/** @type {(object: unknown) => string} */
const title = (object) => `${String(at(object, "kind"))} ${String(at(object, "metadata", "name"))}`;

/** @type {(object: unknown) => unknown[]} */
const containers = (object) => list(at(object, "spec", "template", "spec", "containers"));

/** @type {(container: unknown, name: string) => unknown} */
const variable = (container, name) => list(at(container, "env")).find((each) => at(each, "name") === name);

/** @type {(text: unknown) => Fields[]} */
function plannedIn(text) {
    /** @type {unknown} */
    const parsed = typeof text === "string" ? JSON.parse(text) : undefined;
    return list(at(parsed, "objects")).filter(isMap);
}

/** @type {(objects: readonly unknown[]) => Fields[] | undefined} */
function plan(objects) {
    const all = objects.flatMap(containers);
    const found = all.map((container) => at(variable(container, carrier), "value")).find((text) => text !== undefined);
    if (found === undefined) {
        if (
            all.some((container) => at(variable(container, "NODE_COOKIE"), "valueFrom", "secretKeyRef") !== undefined)
        ) {
            return undefined;
        }
        throw new Error(
            "the chart renders no container with the variables of its value deployment.env, as RIG's chart does. " +
                `It renders: ${objects.map(title).join(", ") || "nothing"}.`,
        );
    }
    return plannedIn(found);
}

/** @type {(rendered: unknown[], planned: unknown[]) => unknown[]} */
function mergedByName(rendered, planned) {
    const names = [...planned.map((each) => at(each, "name")), carrier];
    return [...planned, ...rendered.filter((each) => !names.includes(at(each, "name")))];
}

/** @type {(rendered: Fields, planned: Fields) => Fields} */
function merged(rendered, planned) {
    /** @type {[string, unknown][]} */
    const entries = Object.entries(planned).map(([key, value]) => {
        const old = rendered[key];
        if (mergedMaps.includes(key) && isMap(old) && isMap(value)) {
            return [key, merged(old, value)];
        }
        if (key === "containers") {
            return [key, list(old).map((each) => mendedContainer(each, list(value)[0]))];
        }
        return [key, mergedLists.includes(key) ? mergedByName(list(old), list(value)) : value];
    });
    return Object.fromEntries([...Object.entries(rendered), ...entries]);
}

/** @type {(rendered: unknown, planned: unknown) => unknown} */
function mendedContainer(rendered, planned) {
    if (!isMap(rendered) || !isMap(planned) || variable(rendered, carrier) === undefined) {
        return rendered;
    }
    const env = list(rendered.env).filter((each) => !presets.includes(String(at(each, "name"))));
    return merged({ ...rendered, env }, planned);
}

/**
 * The objects, with those that the plan has as the plan has them; the others as they are. Objects that are mended
 * already stay as they are, too.
 *
 * @type {(objects: readonly unknown[]) => unknown[]}
 * @throws When the plan or an object that it is about isn't among them: without it, RIG would run with a public cookie.
 */
function mend(objects) {
    const planned = plan(objects);
    if (planned === undefined) {
        return [...objects];
    }
    const missing = planned.map(title).filter((each) => !objects.some((object) => title(object) === each));
    if (missing.length > 0) {
        throw new Error(
            `the chart doesn't render ${missing.join(", ")}. It renders: ${objects.map(title).join(", ")}.`,
        );
    }
    return objects.map((object) => {
        const found = planned.find((each) => title(each) === title(object));
        return found === undefined || !isMap(object) ? object : merged(object, found);
    });
}

module.exports = { carrier, mend };
