import type { KubeConfig } from "@kubernetes/client-node";
import * as pulumi from "@pulumi/pulumi";
import type { Gateway } from "../components";
import { AdoptionStep } from "../components/args";
import type { AdoptedObjects } from "./adoptedObjects";
import { stepNotice } from "./stepNotice";
import { ownInstance, type DesiredState } from "../deployed/desiredState";
import { markImported, importMarks } from "./importMarks";

/** What a step of an adoption works with. */
export interface Adoption {
    readonly kubeconfig: KubeConfig;
    readonly desired: DesiredState;
    readonly adopted: AdoptedObjects;
}

/**
 * Warns of what the step of the adoption does and interrupts, in a preview, too. After an import that is no preview, it
 * marks the imported objects.
 */
export function runAdoptionStep(gateway: Gateway, { kubeconfig, desired, adopted }: Adoption): void {
    void pulumi.log.warn(stepNotice(desired, adopted).join("\n"), gateway);
    if (desired.gateway.adopt !== AdoptionStep.Import || pulumi.runtime.isDryRun()) {
        return;
    }
    const objects = Object.values(adopted.objects).map(({ reference }) => reference);
    // Step `replace` relies on the mark: an object gets it only after the state has the object.
    pulumi
        .all([gateway.deploymentName, gateway.serviceName, gateway.headlessServiceName])
        .apply(() => markImported(kubeconfig, objects, importMarks(adopted, ownInstance(desired))));
}
