import type { KubeConfig } from "@kubernetes/client-node";
import * as pulumi from "@pulumi/pulumi";
import { AdoptionStep, type Gateway } from "../components";
import type { AdoptedObjects } from "./adoptedObjects";
import { adoptionNotice } from "./notice";
import { ownInstance, type DesiredState } from "../deployed/desiredState";
import { transferFields, importMarks } from "./fieldTransfer";

/** A step of an adoption, in a cluster. */
export interface Adoption {
    readonly kubeconfig: KubeConfig;
    readonly desired: DesiredState;
    readonly adopted: AdoptedObjects;
}

/**
 * Says what a step of an adoption does and interrupts, in a preview, too. Once the objects are imported, and not in a
 * preview, it marks them as such.
 */
export function runAdoptionStep(gateway: Gateway, { kubeconfig, desired, adopted }: Adoption): void {
    void pulumi.log.warn(adoptionNotice(desired, adopted).join("\n"), gateway);
    if (desired.gateway.adopt !== AdoptionStep.Import || pulumi.runtime.isDryRun()) {
        return;
    }
    const objects = Object.values(adopted.objects).map(({ reference }) => reference);
    // Only what the state has is marked: `replace` relies on that.
    pulumi
        .all([gateway.deploymentName, gateway.serviceName, gateway.headlessServiceName])
        .apply(() => transferFields(kubeconfig, objects, importMarks(adopted, ownInstance(desired))));
}
