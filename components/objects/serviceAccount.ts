import * as k8s from "@pulumi/kubernetes";
import type { Build } from "./build";
import { metadata } from "./scope";

/** The pods' ServiceAccount: it has no rights, and no token of it is mounted, since RIG never talks to the API server. */
export function serviceAccount(build: Build): k8s.core.v1.ServiceAccount {
    const { name, options } = build.resource("serviceAccount");
    return new k8s.core.v1.ServiceAccount(
        name,
        { metadata: metadata(build.scope, build.scope.names.serviceAccount), automountServiceAccountToken: false },
        options,
    );
}
