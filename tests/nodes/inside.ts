import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { containerName } from "../../components/model/names";

const run = promisify(execFile);

/** An image may have Erlang's commands in the release only. */
const releasePath = "PATH=$PATH:$(echo /opt/sites/rig/erts-*/bin)";

/** Runs a shell script inside RIG's container of a pod, and returns its output. @throws Error when it fails. */
export async function inside(namespace: string, pod: string, script: string): Promise<string> {
    const bash = ["/bin/bash", "-c", `${releasePath}; ${script}`];
    const args = ["exec", "-n", namespace, pod, "-c", containerName, "--", ...bash];
    return (await run("kubectl", args, { maxBuffer: 16 * 1024 * 1024 })).stdout;
}

/** Whether a TCP connection from inside a pod is accepted; what a policy drops takes the two seconds. */
export async function reaches(namespace: string, pod: string, address: string, port: number): Promise<boolean> {
    const script = `timeout 2 bash -c '</dev/tcp/${address}/${port}' 2>/dev/null && echo open || echo closed`;
    return (await inside(namespace, pod, script)).trim() === "open";
}

/** The port that the pod's node listens on for other nodes, as its port mapper tells. */
export async function distributionPort(namespace: string, pod: string): Promise<number> {
    return Number(/^name rig at port (\d+)$/m.exec(await inside(namespace, pod, "epmd -names"))?.[1]);
}
