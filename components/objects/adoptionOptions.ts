import type * as pulumi from "@pulumi/pulumi";
import { AdoptionStep, type GatewayArgs } from "../args";

/**
 * Options of a Service that takes part in an adoption. In the first step everything in it is ignored, so
 * that it comes into the state as it is: Pulumi would otherwise update it in the same run, and can't replace what it has
 * only just imported. A destroy before the next step must not delete what the stack hasn't made.
 *
 * @param name The object's name.
 */
export function adoptionOptions({ adopt, namespace }: GatewayArgs, name: string): pulumi.CustomResourceOptions {
    return adopt === AdoptionStep.Import && typeof namespace === "string"
        ? { import: `${namespace}/${name}`, ignoreChanges: ["metadata", "spec"], protect: true }
        : {};
}

/**
 * The same for the Deployment, which is replaced in the second step. The pods that are there have another cookie: they
 * have to be gone before the first new one starts.
 */
export function deploymentAdoptionOptions(args: GatewayArgs, name: string): pulumi.CustomResourceOptions {
    return args.adopt === AdoptionStep.Replace
        ? { deleteBeforeReplace: true, protect: false }
        : adoptionOptions(args, name);
}
