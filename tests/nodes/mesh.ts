import { kubectl } from "../engine/kubectl";
import { isFullMesh, pods, type Pod } from "./cluster";
import { until } from "./until";

/** The pods of the gateway, once there are that many, all ready, and each is connected to all others and nobody else. */
export async function fullMesh(namespace: string, size: number, selector?: string): Promise<Pod[]> {
    return until(`a full mesh of ${size} in ${namespace}`, async () => {
        const found = await pods(namespace, selector);
        const all = found.length === size && found.every(({ ready }) => ready);
        return all && (await isFullMesh(namespace, found)) ? found : undefined;
    });
}

/**
 * Deletes pods of a gateway at once, so that the new ones have to find each other, and waits until these are ready.
 *
 * @param old The pods to delete; all by default.
 */
export async function renew(namespace: string, old?: readonly Pod[]): Promise<Pod[]> {
    const before = await pods(namespace);
    const going = old ?? before;
    await kubectl("delete", "pods", "-n", namespace, "--grace-period=0", "--force", ...going.map(({ name }) => name));
    return until("new pods are ready", async () => {
        const now = await pods(namespace);
        const renewed = now.every(({ ready, uid }) => ready && going.every((pod) => pod.uid !== uid));
        return now.length === before.length && renewed ? now : undefined;
    });
}
