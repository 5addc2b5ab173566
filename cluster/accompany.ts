import type { KubeConfig } from "@kubernetes/client-node";
import * as pulumi from "@pulumi/pulumi";
import { AdoptionStep, type Gateway } from "../components";
import type { Adoptees } from "./adoptees";
import { adoptionNotice } from "./adoptionNotice";
import { ownInstance, type Expectation } from "./expectation";
import { handOver, marks } from "./handover";

/** A step of an adoption, in a cluster. */
export interface Adoption {
    readonly kubeconfig: KubeConfig;
    readonly expectation: Expectation;
    readonly adoptees: Adoptees;
}

/**
 * Says what a step of an adoption does and interrupts, in a preview, too. Once the objects are imported, and not in a
 * preview, it marks them as such.
 */
export function accompanyAdoption(gateway: Gateway, { kubeconfig, expectation, adoptees }: Adoption): void {
    void pulumi.log.warn(adoptionNotice(expectation, adoptees).join("\n"), gateway);
    if (expectation.gateway.adopt !== AdoptionStep.Import || pulumi.runtime.isDryRun()) {
        return;
    }
    const objects = Object.values(adoptees.objects).map(({ reference }) => reference);
    // Only what the state has is marked: `replace` relies on that.
    pulumi
        .all([gateway.deploymentName, gateway.serviceName, gateway.headlessServiceName])
        .apply(() => handOver(kubeconfig, objects, marks(adoptees, ownInstance(expectation))));
}
