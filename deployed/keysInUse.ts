import { isRecord } from "../components/validation/record";
import type { DesiredState } from "./desiredState";
import { ownDeployment } from "./ownership";
import { objectList, podContainers, podSpec, type Fields } from "../kubernetes/podSpec";
import type { ClusterReader } from "../kubernetes/reader";

/** A key in a Secret or ConfigMap of the gateway's namespace. */
export interface ObjectKey {
    readonly kind: "Secret" | "ConfigMap";
    readonly name: string;
    readonly key: string;
}

/** By variable, the key from which the deployed pods take the value, into their environment or a file. */
export type KeysInUse = ReadonlyMap<string, ObjectKey>;

/** Whether the pods take the variable from that key already. */
export function isInUse(inUse: KeysInUse, name: string, { kind, name: object, key }: ObjectKey): boolean {
    const found = inUse.get(name);
    return found?.kind === kind && found.name === object && found.key === key;
}

/** The keys in use by the gateway's Deployment; none where there is no Deployment, or where it is someone else's. */
export async function keysInUse(reader: ClusterReader, desired: DesiredState): Promise<KeysInUse> {
    const found = await ownDeployment(reader, desired);
    if (found === undefined) {
        return new Map();
    }
    const pod = podSpec(found);
    return new Map([...environmentKeys(pod), ...fileKeys(pod)]);
}

function environmentKeys(pod: Fields): [string, ObjectKey][] {
    return objectList(podContainers(pod).rig.env).flatMap(({ name, valueFrom }) => {
        const { secretKeyRef, configMapKeyRef } = isRecord(valueFrom) ? valueFrom : {};
        return [
            ...keyIn("Secret", name, secretKeyRef, secretKeyRef),
            ...keyIn("ConfigMap", name, configMapKeyRef, configMapKeyRef),
        ];
    });
}

/** The keys of mounted files, which have the names of their variables. */
function fileKeys(pod: Fields): [string, ObjectKey][] {
    const sources = objectList(pod.volumes).flatMap(({ projected }) =>
        isRecord(projected) ? objectList(projected.sources) : [],
    );
    return sources.flatMap(({ secret, configMap }) => [
        ...items(secret).flatMap((item) => keyIn("Secret", item.path, secret, item)),
        ...items(configMap).flatMap((item) => keyIn("ConfigMap", item.path, configMap, item)),
    ]);
}

function items(source: unknown): Fields[] {
    return isRecord(source) ? objectList(source.items) : [];
}

function keyIn(kind: ObjectKey["kind"], name: unknown, object: unknown, item: unknown): [string, ObjectKey][] {
    return isRecord(object) && isRecord(item)
        ? [[String(name), { kind, name: String(object.name), key: String(item.key) }]]
        : [];
}
