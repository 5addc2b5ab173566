import type * as pulumi from "@pulumi/pulumi";
import type { Labels } from "./plan/labels";
import type { ObjectNames } from "./plan/naming";
import type { HttpPorts } from "./plan/ports";

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
