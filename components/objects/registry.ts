import type { ObjectNames } from "../model/names";

/** An object that a gateway makes under a name known beforehand. */
export interface PlannedObject {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
}

/** Which of the optional objects a gateway has. */
export interface ObjectChoices {
    readonly ownCookie: boolean;
    readonly disruptionBudget: boolean;
    readonly autoscaler: boolean;
    readonly networkPolicies: boolean;
    readonly certificate: boolean;
    readonly clusterCheck: boolean;
}

/**
 * The objects that a gateway makes in its namespace, without those whose names end with a suffix of their own: nobody else
 * has such a name. It may list a policy more than there will be: a name is the gateway's, whether it is used today or not.
 */
export function plannedObjects(names: ObjectNames, choices: ObjectChoices): PlannedObject[] {
    const all = (apiVersion: string, kind: string, objects: readonly string[]) =>
        objects.map((name) => ({ apiVersion, kind, name }));
    return [
        ...all("apps/v1", "Deployment", [names.deployment]),
        ...all("v1", "Service", [names.publicService, names.adminService, names.headlessService]),
        ...all("v1", "ServiceAccount", [names.serviceAccount]),
        ...all("v1", "Secret", choices.ownCookie ? [names.cookieSecret] : []),
        ...all("policy/v1", "PodDisruptionBudget", choices.disruptionBudget ? [names.disruptionBudget] : []),
        ...all("autoscaling/v2", "HorizontalPodAutoscaler", choices.autoscaler ? [names.autoscaler] : []),
        ...all("cert-manager.io/v1", "Certificate", choices.certificate ? [names.certificate] : []),
        ...all("batch/v1", "Job", choices.clusterCheck ? [names.clusterCheck] : []),
        ...all(
            "networking.k8s.io/v1",
            "NetworkPolicy",
            choices.networkPolicies ? Object.values(names.networkPolicies) : [],
        ),
    ];
}
