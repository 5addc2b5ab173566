import { kubectl, kubectlWith } from "./kubectl";

/** A kind of cert-manager, without a controller: its objects are stored, and nothing comes of them. */
const definition = (kind: string, plural: string, scope: string) => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.cert-manager.io` },
    spec: {
        group: "cert-manager.io",
        scope,
        names: { kind, plural, singular: kind.toLowerCase() },
        versions: [
            {
                name: "v1",
                served: true,
                storage: true,
                subresources: { status: {} },
                schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
            },
        ],
    },
});

const definitions = {
    apiVersion: "v1",
    kind: "List",
    items: [
        definition("Certificate", "certificates", "Namespaced"),
        definition("ClusterIssuer", "clusterissuers", "Cluster"),
    ],
};

/** Adds cert-manager's kinds to the cluster. */
export async function installCertManager(): Promise<void> {
    await kubectlWith(definitions, "apply");
    await kubectl(
        "wait",
        "--for=condition=Established",
        "crd/certificates.cert-manager.io",
        "crd/clusterissuers.cert-manager.io",
    );
}

/** Makes an issuer that the whole cluster can name. */
export async function createClusterIssuer(name: string): Promise<void> {
    await kubectlWith({ apiVersion: "cert-manager.io/v1", kind: "ClusterIssuer", metadata: { name } }, "apply");
}

/** Deletes cert-manager's kinds, with every object of them. */
export async function deleteCertManager(): Promise<void> {
    await kubectlWith(definitions, "delete", "--ignore-not-found");
}
