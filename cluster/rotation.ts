import type { KeyReference, RunningArgs } from "../components/args";
import { existingCookieProblem } from "../components/plan/cookie";
import { isRecord } from "../components/plan/records";
import type { Problem } from "../components/problems";
import { cookieAnnotation, rotationAnnotation } from "../components/relations";
import { argumentsAnnotation, comparedCookie, isRotation } from "../components/rotation";
import { expectedNames, type Expectation } from "./expectation";
import { ownDeployment } from "./ownership";
import { objectList, podContainers, podMetadata, podSpec, type Fields } from "./podSpec";
import type { ClusterReader, FoundObject, Lookup } from "./reader";

/** Looks at what the gateway's pods were deployed with; undefined when there is no Deployment of this gateway's own. */
export async function runningGateway(
    reader: ClusterReader,
    expectation: Expectation,
): Promise<RunningArgs | undefined> {
    const found = await ownDeployment(reader, expectation);
    if (found === undefined) {
        return undefined;
    }
    const annotations = fields(podMetadata(found).annotations);
    const cookieSecret = cookieKey(found);
    const secret = cookieSecret && (await findSecret(reader, expectation.namespace, cookieSecret));
    const cookie = cookieSecret && secret && textIn(secret, cookieSecret);
    const [cookieFingerprint, argumentsFingerprint] = [
        annotations[cookieAnnotation],
        found.annotations?.[argumentsAnnotation],
    ];
    return {
        cookieRotation: cookieNumber(found),
        rotating: isRotating(found, expectation),
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
function isRotating(deployment: FoundObject, expectation: Expectation): boolean {
    const { spec, status } = deployment;
    const available = Number(status?.availableReplicas ?? 0);
    const deployed = deployedNumber(expectation);
    return (
        fields(spec?.strategy).type === "Recreate" &&
        (available < Number(spec?.replicas ?? 1) || (deployed !== undefined && deployed !== cookieNumber(deployment)))
    );
}

/** The cookie's number in the revision of the release that Helm counts as deployed. */
function deployedNumber({ release = "absent", ...expectation }: Expectation): number | undefined {
    const { deployment: name } = expectedNames(expectation);
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

/** Why the cookie can't be rotated as the configuration says. */
export function rotationProblems({ gateway: { cookie }, running }: Expectation): Problem[] {
    if (running === undefined) {
        return [];
    }
    const { cookieRotation: before = 0, argumentsFingerprint } = running;
    const { rotation } = cookie ?? {};
    const problem = (message: string) => [{ path: ["cookie", "rotation"], message }];
    if ((rotation ?? 0) < before) {
        const given = rotation === undefined ? "it is missing" : `${rotation} is not allowed`;
        return problem(
            `${given}: the pods have cookie number ${before}, and a cookie never comes back. Allowed: ${before}, or more for another cookie.`,
        );
    }
    return isRotation({ cookie, running }) && argumentsFingerprint === undefined
        ? problem(
              `${String(rotation)} is not allowed yet: in the update that rotates the cookie nothing else may change, and what the pods were deployed with isn't recorded. First set cookie.rotation to ${before}, and run pulumi up, which restarts no pod; then rotate.`,
          )
        : [];
}

/**
 * Why the cookie of another Secret than the pods have theirs from can't be their next one, where both can be read. The
 * component compares cookies, too, but by then it has registered the other Secret.
 */
export async function otherSecretProblems(
    reader: ClusterReader,
    { namespace, gateway: { cookie = {} }, running }: Expectation,
): Promise<Problem[]> {
    const { existingSecret } = cookie;
    const { cookie: before, cookieSecret } = running ?? {};
    const isTheirs = existingSecret?.name === cookieSecret?.name && existingSecret?.key === cookieSecret?.key;
    if (existingSecret === undefined || before === undefined || isTheirs) {
        return [];
    }
    const given = textIn(await findSecret(reader, namespace, existingSecret), existingSecret);
    const comparison = { isSame: given === before, isSameText: given === before };
    const outcome = given === undefined ? undefined : comparedCookie(comparison, { cookie, running });
    return outcome !== undefined && "problem" in outcome ? [outcome.problem] : [];
}
