import type * as pulumi from "@pulumi/pulumi";
import { AdoptionStep, type GatewayArgs } from "../args";

/**
 * Options of a Service that takes part in an adoption. In the first step Pulumi ignores every field,
 * so the state takes the Service over unchanged: otherwise Pulumi would update it in the same run, and Pulumi can't
 * replace an object in the run that imports it. Protection keeps a destroy before the next step from deleting an object
 * that the stack didn't create.
 *
 * @param name The object's name.
 */
export function adoptionOptions({ adopt, namespace }: GatewayArgs, name: string): pulumi.CustomResourceOptions {
    return adopt === AdoptionStep.Import && typeof namespace === "string"
        ? { import: `${namespace}/${name}`, ignoreChanges: ["metadata", "spec"], protect: true }
        : {};
}

/**
 * Options of the Deployment in an adoption, whose second step replaces it. Its pods have another cookie, so they must stop
 * before the first new pod starts.
 */
export function deploymentAdoptionOptions(args: GatewayArgs, name: string): pulumi.CustomResourceOptions {
    return args.adopt === AdoptionStep.Replace
        ? { deleteBeforeReplace: true, protect: false }
        : adoptionOptions(args, name);
}
