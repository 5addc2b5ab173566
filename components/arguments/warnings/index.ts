import { isIPv4 } from "node:net";
import type { GatewayArgs } from "../../args";
import { rotationWarning } from "../../model/cookieRotation";
import { hiddenDestinationsWarning } from "./hiddenDestinations";
import { kinesisMemoryWarning } from "./kinesisMemory";
import { nodePortBrokersWarning } from "./nodePortBrokers";
import { rigVersionWarning } from "./rigVersion";
import { disruptionWarning } from "../../model/disruptionBudget";
import { pathText, shown } from "../../validation/problem";
import { apisIn } from "../../rig/documents/proxyConfig";
import { expiryProblems } from "../../rig/rules/certificateExpiry";
import { readExtractors } from "../../rig/documents/extractors";
import { configuredVariables, type ConfiguredVariables } from "../../rig/configuredVariables";
import { isContainerPath } from "../../rig/valueTypes";
import { settingsWarnings } from "../../rig/warnings";

/** What may be meant as it is said, and often isn't: each as a text for the user. */
export function warnings(args: GatewayArgs): string[] {
    const variables = configuredVariables(args);
    return [
        hiddenDestinationsWarning(args),
        nodePortBrokersWarning(args),
        rotationWarning(args),
        disruptionWarning(args),
        kinesisMemoryWarning(args),
        rigVersionWarning(args),
        hostWarning(variables),
        asyncResponseWarning(args, variables),
        extractorWarning(variables),
        ...unseenDocumentWarnings(variables),
        ...settingsWarnings(args),
        ...expiryProblems(args).map(({ path, message }) => `${pathText(path)}: ${message}`),
    ].filter((warning) => warning !== undefined);
}

/** RIG asks DNS for the name at every proxied request. Observed on RIG 3.0.0. */
function hostWarning({ text }: ConfiguredVariables): string | undefined {
    const host = text("HOST");
    return host === undefined || host === "localhost" || isIPv4(host)
        ? undefined
        : `HOST is the name ${shown(host)}. RIG asks DNS for its IPv4 address at every proxied request, and answers 500 to all of them where the pods' DNS doesn't know it. Leave HOST out, or set it to an address.`;
}

/** A backend sends such a response to the internal port, later. */
function asyncResponseWarning(
    { networkPolicy = {} }: GatewayArgs,
    { text, path }: ConfiguredVariables,
): string | undefined {
    const { enabled = true, adminFrom = [] } = networkPolicy;
    const api = apisIn(text("PROXY_CONFIG_FILE")).find(({ systems }) => systems.includes("http_async"));
    if (!enabled || adminFrom.length > 0 || api === undefined) {
        return undefined;
    }
    const subject = path("PROXY_CONFIG_FILE")[0] === "secretSettings" ? "An API" : `API ${shown(api.id)}`;
    return `${subject} has response_from: http_async, so its backend sends responses to the internal port 4010, which no network policy opens to it. Name the backend in networkPolicy.adminFrom.`;
}

function extractorWarning({ text, path }: ConfiguredVariables): string | undefined {
    const json = text("EXTRACTORS");
    if (json === undefined || isContainerPath(json) || path("EXTRACTORS")[0] === "secretSettings") {
        return undefined;
    }
    const read = readExtractors(json);
    const pointers = "value" in read ? read.value.unusualPointers : [];
    return pointers.length === 0
        ? undefined
        : `EXTRACTORS has ${[...new Set(pointers)].map(shown).join(", ")}. Such a pointer finds an extension attribute of an event, beside data; a field of the data is written /data/FIELD. Where RIG finds nothing, subscriptions with a constraint get no event.`;
}

/** The documents that RIG reads from files of the image. */
function unseenDocumentWarnings({ text }: ConfiguredVariables): string[] {
    const rules = {
        PROXY_CONFIG_FILE:
            "RIG anchors only the end of a path_regex, so that /x forwards /any/x, too, and an open endpoint may hide a secured one: write ^^(?:/x)$",
        EXTRACTORS: "where something in it is wrong, RIG drops all extractors, and every subscriber gets every event",
    };
    return Object.entries(rules).flatMap(([name, rule]) => {
        const value = text(name);
        return value !== undefined && isContainerPath(value)
            ? [`${name} is a file of the image, so nothing in it is checked, and RIG takes it as it is: ${rule}.`]
            : [];
    });
}
