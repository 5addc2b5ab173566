// Prints kwokctl's configuration of the local cluster. Usage: node configuration.mjs <Kubernetes version>
//
// The ports are random, below the range of ephemeral ports. kwokctl would count down from a fixed number: while a cluster
// is stopped, the cluster of another clone would take its ports.
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { accessSync, constants } from "node:fs";

const [kubernetesVersion] = process.argv.slice(2);
const loopback = "127.0.0.1";

function onPath(name) {
    for (const folder of process.env.PATH.split(delimiter)) {
        const file = join(folder, name);
        try {
            accessSync(file, constants.X_OK);
            return file;
        } catch {
            // Not in this folder.
        }
    }
    throw new Error(`${name} is not on PATH`);
}

const isFree = (port) =>
    new Promise((resolve) => {
        const server = createServer();
        server.once("error", () => resolve(false));
        server.listen(port, loopback, () => server.close(() => resolve(true)));
    });

const taken = new Set();
async function freePort() {
    for (;;) {
        const port = 20000 + Math.floor(Math.random() * 12000);
        if (!taken.has(port) && (await isFree(port))) {
            taken.add(port);
            return port;
        }
    }
}

// There is one instance of each, which need not wait until the lease of a killed one expires.
const withoutLeaderElection = (name) => ({ name, extraArgs: [{ key: "leader-elect", value: "false" }] });

console.log(
    JSON.stringify(
        {
            apiVersion: "config.kwok.x-k8s.io/v1alpha1",
            kind: "KwokctlConfiguration",
            options: {
                runtime: "binary",
                bindAddress: loopback,
                kubeVersion: `v${kubernetesVersion}`,
                kubeAuthorization: true,
                kubeAdmission: true,
                kubectlBinary: onPath("kubectl"),
                etcdBinary: onPath("etcd"),
                kubeApiserverBinary: onPath("kube-apiserver"),
                kubeControllerManagerBinary: onPath("kube-controller-manager"),
                kubeSchedulerBinary: onPath("kube-scheduler"),
                kwokControllerBinary: onPath("kwok"),
                etcdPort: await freePort(),
                etcdPeerPort: await freePort(),
                kubeApiserverPort: await freePort(),
                kubeControllerManagerPort: await freePort(),
                kubeSchedulerPort: await freePort(),
                kwokControllerPort: await freePort(),
            },
            componentsPatches: [
                withoutLeaderElection("kube-controller-manager"),
                withoutLeaderElection("kube-scheduler"),
            ],
        },
        null,
        2,
    ),
);
