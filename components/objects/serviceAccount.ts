import * as k8s from "@pulumi/kubernetes";
import { metadata, type Scope } from "./scope";

/** The pods' ServiceAccount: it has no rights, and no token of it is mounted, since RIG never talks to the API server. */
export function serviceAccount(scope: Scope): k8s.core.v1.ServiceAccount {
    return new k8s.core.v1.ServiceAccount(
        `${scope.resourceName}-service-account`,
        { metadata: metadata(scope, scope.names.serviceAccount), automountServiceAccountToken: false },
        scope.options,
    );
}
