import type { KeyReference, RunningArgs } from "../components/args";
import { cookieAnnotation, rotationAnnotation, argumentsAnnotation } from "../components/model/annotations";
import { existingCookieProblem } from "../components/model/cookie";
import { isRecord } from "../components/validation/record";
import { desiredNames, type DesiredState } from "./desiredState";
import { ownDeployment } from "./ownership";
import { objectList, podContainers, podMetadata, podSpec, type Fields } from "../kubernetes/podSpec";
import type { ClusterReader, FoundObject, Lookup } from "../kubernetes/reader";

/** What the gateway's pods were deployed with; undefined where the gateway has no Deployment. */
export async function runningGateway(reader: ClusterReader, desired: DesiredState): Promise<RunningArgs | undefined> {
    const found = await ownDeployment(reader, desired);
    if (found === undefined) {
        return undefined;
    }
    const annotations = fields(podMetadata(found).annotations);
    const cookieSecret = cookieKey(found);
    const secret = cookieSecret && (await findSecret(reader, desired.namespace, cookieSecret));
    const cookie = cookieSecret && secret && textIn(secret, cookieSecret);
    const [cookieFingerprint, argumentsFingerprint] = [
        annotations[cookieAnnotation],
        found.annotations?.[argumentsAnnotation],
    ];
    return {
        cookieRotation: cookieNumber(found),
        rotating: await isRotating(reader, found, desired),
        ...(cookieSecret && { cookieSecret }),
        ...(cookie !== undefined && { cookie }),
        ...(cookieSecret && secret && isLost(secret, cookieSecret) && { cookieLost: true }),
        ...(typeof cookieFingerprint === "string" && { cookieFingerprint }),
        ...(argumentsFingerprint !== undefined && { argumentsFingerprint }),
    };
}

function cookieNumber(deployment: Pick<FoundObject, "spec">): number {
    return numberIn(podMetadata(deployment).annotations);
}

function numberIn(annotations: unknown): number {
    return Number(fields(annotations)[rotationAnnotation] ?? 0);
}

/**
 * Whether a rotation isn't complete: pods of another cookie may still run, or Helm would go back to another cookie. A pod
 * that isn't ready doesn't count: replacing all pods at once would only make an outage of it. The strategy `Recreate`
 * stays in the Deployment until the update after a rotation, so it alone says nothing.
 */
async function isRotating(reader: ClusterReader, deployment: FoundObject, desired: DesiredState): Promise<boolean> {
    const number = cookieNumber(deployment);
    if (fields(deployment.spec?.strategy).type !== "Recreate" || number === 0) {
        return false;
    }
    const deployed = deployedNumber(desired);
    if (deployed !== undefined && deployed !== number) {
        return true;
    }
    return !isUpdated(deployment) && (await hasPodsOfOtherCookies(reader, deployment, desired.namespace));
}

/**
 * Whether the Deployment's controller says that the pods of the present template are there. With `Recreate` it makes none
 * of them before all others are gone.
 */
function isUpdated({ generation = 0, spec, status }: FoundObject): boolean {
    return (
        Number(status?.observedGeneration ?? 0) >= generation &&
        Number(status?.updatedReplicas ?? 0) >= Number(spec?.replicas ?? 1)
    );
}

/** Whether a pod has another cookie than the Deployment, or may still be made; true when the user may not list them. */
async function hasPodsOfOtherCookies(
    reader: ClusterReader,
    deployment: FoundObject,
    namespace: string,
): Promise<boolean> {
    const number = cookieNumber(deployment);
    const selector = Object.entries(fields(fields(deployment.spec?.selector).matchLabels))
        .map(([key, value]) => `${key}=${String(value)}`)
        .join(",");
    const [pods, replicaSets] = await Promise.all([
        reader.findAll({ apiVersion: "v1", kind: "Pod", namespace }, selector),
        reader.findAll({ apiVersion: "apps/v1", kind: "ReplicaSet", namespace }, selector),
    ]);
    return (
        pods === "forbidden" ||
        replicaSets === "forbidden" ||
        pods.some(({ annotations }) => numberIn(annotations) !== number) ||
        replicaSets.some((each) => cookieNumber(each) !== number && Number(each.spec?.replicas ?? 1) > 0)
    );
}

/** The cookie's number in the revision of the release that Helm counts as deployed. */
function deployedNumber({ release = "absent", ...desired }: DesiredState): number | undefined {
    const { deployment: name } = desiredNames(desired);
    const objects = typeof release === "string" ? [] : release.objects;
    const found = objects.find(
        (object) => isRecord(object) && object.kind === "Deployment" && fields(object.metadata).name === name,
    );
    return isRecord(found) ? cookieNumber({ spec: fields(found.spec) }) : undefined;
}

function cookieKey(deployment: FoundObject): RunningArgs["cookieSecret"] {
    const { rig } = podContainers(podSpec(deployment));
    const { valueFrom } = objectList(rig.env).find(({ name }) => name === "NODE_COOKIE") ?? {};
    const { name, key } = fields(fields(valueFrom).secretKeyRef);
    return typeof name === "string" && typeof key === "string" ? { name, key } : undefined;
}

/** The cookie under that key of a Secret; undefined where it is missing or may not be read. */
export async function cookieIn(
    reader: ClusterReader,
    namespace: string,
    reference: KeyReference,
): Promise<string | undefined> {
    return textIn(await findSecret(reader, namespace, reference), reference);
}

function findSecret(reader: ClusterReader, namespace: string, { name }: KeyReference): Promise<Lookup> {
    return reader.find({ apiVersion: "v1", kind: "Secret", name, namespace });
}

function textIn(secret: Lookup, { key }: KeyReference): string | undefined {
    const encoded = typeof secret === "string" ? undefined : secret.data[key];
    return encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString();
}

function isLost(secret: Lookup, { key }: KeyReference): boolean {
    return secret === "absent" || (secret !== "forbidden" && existingCookieProblem(secret.data, key) !== undefined);
}

function fields(value: unknown): Fields {
    return isRecord(value) ? value : {};
}
