import { isRotation, compareCookies } from "../components/model/cookieRotation";
import type { Problem } from "../components/validation/problem";
import type { DesiredState } from "../deployed/desiredState";
import { cookieIn } from "../deployed/runningGateway";
import type { ClusterReader } from "../kubernetes/reader";

/** Why the cookie can't be rotated as the configuration says. */
export function rotationProblems({ gateway: { cookie }, running }: DesiredState): Problem[] {
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
    { namespace, gateway: { cookie = {} }, running }: DesiredState,
): Promise<Problem[]> {
    const { existingSecret } = cookie;
    const { cookie: before, cookieSecret } = running ?? {};
    const isTheirs = existingSecret?.name === cookieSecret?.name && existingSecret?.key === cookieSecret?.key;
    if (existingSecret === undefined || before === undefined || isTheirs) {
        return [];
    }
    const given = await cookieIn(reader, namespace, existingSecret);
    const comparison = { isSame: given === before, isSameText: given === before };
    const outcome = given === undefined ? undefined : compareCookies(comparison, { cookie, running });
    return outcome !== undefined && "problem" in outcome ? [outcome.problem] : [];
}
