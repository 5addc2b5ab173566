import * as pulumi from "@pulumi/pulumi";
import { isRecord } from "../../validation/record";
import { shown, type Problem } from "../../validation/problem";

/** Types of the objects that the gateway replaces while pods depend on them. */
const replaced = [
    "kubernetes:core/v1:ConfigMap",
    "kubernetes:core/v1:Secret",
    "kubernetes:networking.k8s.io/v1:NetworkPolicy",
];

const randomPart = /\$\{(?:hex|alphanum|string|num)\(\d+\)\}|\$\{uuid\}/;

/**
 * A problem when Pulumi's own naming is configured without a random part. The gateway's objects have names of their own,
 * but with such a configuration the engine deletes each object before it makes its replacement, whatever the component
 * says: settings, secrets and policies that running pods need.
 */
export function autonamingProblems(): Problem[] {
    const configured = new pulumi.Config("pulumi").getObject<unknown>("autonaming");
    const naming = replaced.map((type) => namingOf(configured, type)).find(deletesFirst);
    return naming === undefined
        ? []
        : [
              {
                  path: ["pulumi:autonaming"],
                  message:
                      `${shown(naming)} makes Pulumi delete settings and policies before there are others, while pods need them. ` +
                      "Allowed: mode default, or a pattern with a random part, such as ${name}-${hex(7)}. For the gateway's objects, " +
                      "which have names of their own: pulumi config set --path pulumi:autonaming.providers.kubernetes.mode default",
              },
          ];
}

/** The most specific rule for a type, as the engine chooses it. */
function namingOf(configured: unknown, type: string): unknown {
    const providers = isRecord(configured) ? configured.providers : undefined;
    const provider = isRecord(providers) ? providers.kubernetes : undefined;
    const resources = isRecord(provider) ? provider.resources : undefined;
    return [isRecord(resources) ? resources[type] : undefined, provider, configured].find(isConfigured);
}

function isConfigured(naming: unknown): naming is Readonly<Record<string, unknown>> {
    return isRecord(naming) && (naming.mode !== undefined || naming.pattern !== undefined);
}

function deletesFirst(naming: unknown): boolean {
    if (!isConfigured(naming)) {
        return false;
    }
    const { mode, pattern } = naming;
    return typeof pattern === "string" ? !randomPart.test(pattern) : mode !== "default";
}
