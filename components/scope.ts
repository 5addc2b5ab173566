import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "./args";
import { objectLabels, selectorLabels, type Labels } from "./plan/labels";
import { defaultName, objectNames, type Identity, type ObjectNames } from "./plan/naming";
import { httpPorts, type HttpPorts } from "./plan/ports";
import { given } from "./settings/given";

/** What all objects of one gateway share. */
export interface Scope {
    /** The component's own name: prefix of the resources' names in the stack. */
    readonly resourceName: string;
    readonly names: ObjectNames;
    readonly namespace: pulumi.Output<string>;
    /** Labels of every object. */
    readonly labels: Labels;
    /** Labels that select this gateway's pods and no others. */
    readonly selector: Labels;
    readonly httpPorts: HttpPorts;
    /** Options of every resource. */
    readonly options: pulumi.CustomResourceOptions;
}

/** Metadata of the object with this name. */
export function metadata(scope: Scope, name: pulumi.Input<string>) {
    return { name, namespace: scope.namespace, labels: scope.labels };
}

/** Which gateway these arguments are about, in the stack that runs. */
export function gatewayIdentity(args: GatewayArgs): Identity {
    return { project: pulumi.getProject(), stack: pulumi.getStack(), name: args.name ?? defaultName };
}

/**
 * What all objects of a gateway share.
 *
 * @param resourceName The component's own name.
 * @param namespace The namespace, once it is there.
 * @param options Options of every resource.
 */
export function gatewayScope(
    resourceName: string,
    args: GatewayArgs,
    namespace: pulumi.Output<string>,
    options: pulumi.CustomResourceOptions,
): Scope {
    const identity = gatewayIdentity(args);
    const variables = given(args);
    return {
        resourceName,
        names: objectNames(identity.name, args.objectNames),
        namespace,
        labels: objectLabels(identity, args.labels),
        selector: selectorLabels(identity),
        httpPorts: httpPorts(variables.text, variables.has("HTTPS_CERTFILE")),
        options,
    };
}
