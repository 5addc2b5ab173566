import { Method, type GatewayArgs } from "../../args";
import { defaultName, objectNames } from "../../model/names";
import { shown, type Problem } from "../../validation/problem";
import { isDeferred } from "../../validation/primitives";

/** Refuses wrong names of adopted objects, and arguments that a step of an adoption can't have. */
export function adoptionProblems(args: Partial<GatewayArgs>): Problem[] {
    return [...nameProblems(args), ...stepProblems(args)];
}

function nameProblems({ method, name = defaultName, objectNames: configured }: Partial<GatewayArgs>): Problem[] {
    if (configured === undefined) {
        return [];
    }
    if (method === Method.Helm) {
        const message = "with method helm the chart names the objects, after name. Leave it out.";
        return [{ path: ["objectNames"], message }];
    }
    const { publicService, headlessService, adminService } = objectNames(name, configured);
    const duplicates = (
        [
            ["service", publicService, [headlessService, adminService]],
            ["headlessService", headlessService, [adminService]],
        ] as const
    ).filter(([, own, others]) => others.includes(own));
    return duplicates.map(([key, own]) => ({
        path: ["objectNames", key],
        message: `another Service of the gateway is called ${shown(own)}, too. The public, the headless and the admin Service (${adminService}) need names of their own.`,
    }));
}

function stepProblems({ adopt, method, namespace, createNamespace = true }: Partial<GatewayArgs>): Problem[] {
    if (adopt === undefined) {
        return [];
    }
    const problem = (message: string) => [{ path: ["adopt"], message }];
    return [
        ...(method === Method.Helm
            ? problem("with method helm nothing is adopted. Set method to manifests; it can be changed afterwards.")
            : []),
        ...(createNamespace
            ? problem(
                  "what is adopted has its namespace already. Set createNamespace to false, and namespace to its name.",
              )
            : []),
        ...(isDeferred(namespace) ? problem("the namespace has to be known beforehand: a text, and no Output.") : []),
    ];
}
