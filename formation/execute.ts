import { PassThrough } from "node:stream";
import { Exec, type KubeConfig, type V1Status } from "@kubernetes/client-node";
import { errorText } from "../kubernetes/failure";

/** Names a container of a pod. */
export interface ContainerReference {
    readonly namespace: string;
    readonly pod: string;
    readonly container: string;
}

/** How a command ended. Without an exit code, the command couldn't be run, and the output says why. */
export interface Execution {
    readonly exitCode: number | undefined;
    readonly output: string;
}

/** Seconds until a command counts as failed. The commands here have shorter limits of their own. */
const limitSeconds = 15;

/** Runs a command in a container, as `kubectl exec` does. */
export async function execute(
    kubeconfig: KubeConfig,
    { namespace, pod, container }: ContainerReference,
    command: string[],
): Promise<Execution> {
    const out = new PassThrough();
    let output = "";
    out.on("data", (chunk: Buffer) => (output += chunk.toString()));
    try {
        const status = await new Promise<V1Status>((resolve, reject) => {
            new Exec(kubeconfig).exec(namespace, pod, container, command, out, out, null, false, resolve).catch(reject);
            setTimeout(() => {
                reject(new Error(`no end within ${limitSeconds} s`));
            }, limitSeconds * 1000).unref();
        });
        if (status.status === "Success") {
            return { exitCode: 0, output };
        }
        const exitCode = status.details?.causes?.find((cause) => cause.reason === "ExitCode")?.message;
        return exitCode === undefined
            ? { exitCode: undefined, output: status.message ?? output }
            : { exitCode: Number(exitCode), output };
    } catch (error) {
        return { exitCode: undefined, output: `exec isn't possible: ${errorText(error)}` };
    }
}
