import type { KeyReference, RunningArgs } from "../components/args";
import { cookieAnnotation, rotationAnnotation, argumentsAnnotation } from "../components/model/annotations";
import { existingCookieProblem } from "../components/model/cookie";
import { isRecord } from "../components/validation/record";
import { desiredNames, type DesiredState } from "./desiredState";
import { ownDeployment } from "./ownership";
import { objectList, podContainers, podMetadata, podSpec, type Fields } from "../kubernetes/podSpec";
import type { ClusterReader, FoundObject, Lookup } from "../kubernetes/reader";

/** Looks at what the gateway's pods were deployed with; undefined when there is no Deployment of this gateway's own. */
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
        rotating: isRotating(found, desired),
        ...(cookieSecret && { cookieSecret }),
        ...(cookie !== undefined && { cookie }),
        ...(cookieSecret && secret && isLost(secret, cookieSecret) && { cookieLost: true }),
        ...(typeof cookieFingerprint === "string" && { cookieFingerprint }),
        ...(argumentsFingerprint !== undefined && { argumentsFingerprint }),
    };
}

function cookieNumber(deployment: Pick<FoundObject, "spec">): number {
    return Number(fields(podMetadata(deployment).annotations)[rotationAnnotation] ?? 0);
}

/**
 * The Deployment has the strategy for the time of a rotation only, and the update after one that is complete takes it. It
 * isn't complete as long as Helm would go back to another cookie.
 */
function isRotating(deployment: FoundObject, desired: DesiredState): boolean {
    const { spec, status } = deployment;
    const available = Number(status?.availableReplicas ?? 0);
    const deployed = deployedNumber(desired);
    return (
        fields(spec?.strategy).type === "Recreate" &&
        (available < Number(spec?.replicas ?? 1) || (deployed !== undefined && deployed !== cookieNumber(deployment)))
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
