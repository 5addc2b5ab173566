import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../args";
import { objectLabels, ownerAnnotation, selectorLabels, type Labels } from "../model/labels";
import { identityIn, objectNames, type Identity, type ObjectNames } from "../model/names";
import { httpPorts, type HttpPorts } from "../rig/ports";
import { configuredVariables } from "../rig/configuredVariables";

/** What all objects of one gateway share. */
export interface Scope {
    /** The component's own name: prefix of the resources' names in the stack. */
    readonly resourceName: string;
    readonly names: ObjectNames;
    readonly namespace: pulumi.Output<string>;
    /** Labels of every object. */
    readonly labels: Labels;
    /** Annotations of every object but those of a Helm release; left out when there are none. */
    readonly annotations?: Annotations;
    /** Labels that select this gateway's pods and no others. */
    readonly selector: Labels;
    readonly httpPorts: HttpPorts;
}

/** Annotations by key. */
export type Annotations = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * Metadata of the object with this name.
 *
 * @param more Further annotations.
 */
export function metadata(scope: Scope, name: pulumi.Input<string>, more?: Annotations) {
    const annotations = scope.annotations && more ? { ...scope.annotations, ...more } : (scope.annotations ?? more);
    return { ...releasedMetadata(scope, name), ...(annotations && { annotations }) };
}

/** Metadata of an object that a Helm release may contain. It has no annotations: unknown ones would hide the release's changes
 * in a preview. */
export function releasedMetadata(scope: Scope, name: pulumi.Input<string>) {
    return { name, namespace: scope.namespace, labels: scope.labels };
}

/** Annotations that name the owning state; undefined if the arguments name none. */
export function ownerAnnotations({ owner }: GatewayArgs): Annotations | undefined {
    return owner === undefined ? undefined : { [ownerAnnotation]: owner };
}

/** The identity of a gateway in the current stack. */
export function gatewayIdentity(args: GatewayArgs): Identity {
    return identityIn({ project: pulumi.getProject(), stack: pulumi.getStack() }, args);
}

/**
 * What all objects of a gateway share.
 *
 * @param resourceName The component's own name.
 * @param namespace The namespace, resolved once it exists.
 */
export function gatewayScope(resourceName: string, args: GatewayArgs, namespace: pulumi.Output<string>): Scope {
    const identity = gatewayIdentity(args);
    const variables = configuredVariables(args);
    const annotations = ownerAnnotations(args);
    return {
        resourceName,
        names: objectNames(identity.name, args.objectNames),
        namespace,
        labels: objectLabels(identity, args.labels),
        ...(annotations && { annotations }),
        selector: selectorLabels(identity),
        httpPorts: httpPorts(variables.text, variables.has("HTTPS_CERTFILE")),
    };
}
