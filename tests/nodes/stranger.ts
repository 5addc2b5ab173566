import { kubectl, kubectlWith } from "../engine/kubectl";
import { pods, type Pod } from "./cluster";
import { imageName } from "./gateway";
import { until } from "./until";

/** What a pod that no gateway made is to be. */
export interface StrangerOptions {
    readonly labels?: Readonly<Record<string, string>>;
    /** Environment; without `NODE_HOST`, the node has its pod's address. */
    readonly environment?: Readonly<Record<string, string>>;
}

const erlangFlags = "-kernel inet_dist_listen_min 9100 inet_dist_listen_max 9109 -tzdata autoupdate disabled +S 1:1";

/** Starts a pod of the image that is tested, which no gateway made, and waits until it is ready. */
export async function stranger(namespace: string, name: string, options: StrangerOptions = {}): Promise<Pod> {
    const { labels = {}, environment = {} } = options;
    const capabilities = { drop: ["ALL"] };
    const manifest = {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, namespace, labels: { ...labels, stranger: name } },
        spec: {
            automountServiceAccountToken: false,
            terminationGracePeriodSeconds: 1,
            securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
            containers: [
                {
                    name: "rig",
                    image: imageName,
                    imagePullPolicy: "Never",
                    // Old Erlang VMs close every descriptor that they might have, one by one.
                    command: ["/bin/sh", "-c", "ulimit -n 1024; exec /opt/sites/rig/bin/rig foreground"],
                    env: [
                        ...(environment.NODE_HOST === undefined
                            ? [{ name: "NODE_HOST", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } }]
                            : []),
                        { name: "HOME", value: "/opt/sites/rig/var" },
                        { name: "ERL_FLAGS", value: erlangFlags },
                        ...Object.entries(environment).map(([key, value]) => ({ name: key, value })),
                    ],
                    readinessProbe: { httpGet: { path: "/_rig/health", port: 4000 }, periodSeconds: 1 },
                    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities },
                    volumeMounts: [{ name: "var", mountPath: "/opt/sites/rig/var" }],
                },
            ],
            volumes: [{ name: "var", emptyDir: { medium: "Memory" } }],
        },
    };
    await kubectlWith(manifest, "create");
    return until(`the pod ${namespace}/${name} is ready`, async () => {
        const [found] = await pods(namespace, `stranger=${name}`);
        return found?.ready === true ? found : undefined;
    });
}

/** Removes such a pod, and waits until it is gone. */
export async function removeStranger(namespace: string, name: string): Promise<void> {
    await kubectl("delete", "pod", name, "-n", namespace, "--wait");
}
