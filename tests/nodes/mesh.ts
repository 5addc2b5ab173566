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
