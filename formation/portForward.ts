import { request } from "node:http";
import { Duplex, PassThrough } from "node:stream";
import { PortForward, type KubeConfig } from "@kubernetes/client-node";
import { errorText } from "../kubernetes/failure";

/** A port of a pod. */
export interface PodPort {
    readonly namespace: string;
    readonly pod: string;
    readonly port: number;
}

/** Seconds that a pod has to answer. */
const answerSeconds = 10;

/**
 * Sends an HTTP GET to a pod through the kubelet, as `kubectl port-forward` does: no policy has to open the port.
 *
 * @throws Error when the user may not forward ports, or the pod doesn't answer.
 */
export async function getThroughPortForward(
    kubeconfig: KubeConfig,
    { namespace, pod, port }: PodPort,
    path: string,
): Promise<{ code: number; body: string }> {
    const fromPod = new PassThrough();
    const toPod = new PassThrough();
    const errors = new PassThrough();
    const close = await connect(kubeconfig, { namespace, pod, port }, fromPod, errors, toPod);
    try {
        return await new Promise((resolve, reject) => {
            errors.on("data", (text: Buffer) => {
                reject(new Error(text.toString()));
            });
            const stream = Duplex.from({ readable: fromPod, writable: toPod });
            stream.on("error", reject);
            const sent = request({
                path,
                headers: { host: "localhost", connection: "close" },
                createConnection: () => stream,
                signal: AbortSignal.timeout(answerSeconds * 1000),
            });
            sent.on("error", reject);
            sent.on("response", (answer) => {
                let body = "";
                answer.setEncoding("utf8");
                answer.on("data", (text: string) => (body += text));
                answer.on("end", () => {
                    resolve({ code: answer.statusCode ?? 0, body });
                });
            });
            sent.end();
        });
    } finally {
        close();
    }
}

/** Opens the connection, and returns the function that closes it. */
async function connect(
    kubeconfig: KubeConfig,
    { namespace, pod, port }: PodPort,
    fromPod: PassThrough,
    errors: PassThrough,
    toPod: PassThrough,
): Promise<() => void> {
    try {
        const forward = new PortForward(kubeconfig);
        const socket: unknown = await forward.portForward(namespace, pod, [port], fromPod, errors, toPod);
        return () => {
            if (isClosable(socket)) socket.close();
        };
    } catch (error) {
        throw new Error(`port-forward isn't possible: ${errorText(error)}`);
    }
}

function isClosable(value: unknown): value is { close(): void } {
    return typeof value === "object" && value !== null && "close" in value && typeof value.close === "function";
}
