import { isRotation, compareCookies } from "../components/model/cookieRotation";
import type { Problem } from "../components/validation/problem";
import type { DesiredState } from "../deployed/desiredState";
import { cookieIn } from "../deployed/runningGateway";
import type { ClusterReader } from "../kubernetes/reader";

/** Problems of the configured number of the cookie. */
export function rotationProblems({ gateway: { cookie }, running }: DesiredState): Problem[] {
    if (running === undefined) {
        return [];
    }
    const { cookieRotation: deployedNumber = 0, argumentsFingerprint } = running;
    const { rotation } = cookie ?? {};
    const problem = (message: string) => [{ path: ["cookie", "rotation"], message }];
    if ((rotation ?? 0) < deployedNumber) {
        const refusal = rotation === undefined ? "it is missing" : `${rotation} is not allowed`;
        return problem(
            `${refusal}: the pods have cookie number ${deployedNumber}, and a cookie never comes back. Allowed: ${deployedNumber}, or more for another cookie.`,
        );
    }
    return isRotation({ cookie, running }) && argumentsFingerprint === undefined
        ? problem(
              `${String(rotation)} is not allowed yet: the update that rotates the cookie may change nothing else, and it isn't recorded what the pods were deployed with. First set cookie.rotation to ${deployedNumber}, and run pulumi up, which restarts no pod; then rotate.`,
          )
        : [];
}

/**
 * Problems of a change to another Secret with the cookie, if both Secrets can be read. The component compares the cookies,
 * too, but only after it has registered the other Secret.
 */
export async function otherCookieSecretProblems(
    reader: ClusterReader,
    { namespace, gateway: { cookie = {} }, running }: DesiredState,
): Promise<Problem[]> {
    const { existingSecret } = cookie;
    const { cookie: deployed, cookieSecret } = running ?? {};
    const isSameSecret = existingSecret?.name === cookieSecret?.name && existingSecret?.key === cookieSecret?.key;
    if (existingSecret === undefined || deployed === undefined || isSameSecret) {
        return [];
    }
    const desired = await cookieIn(reader, namespace, existingSecret);
    const comparison = { hasSameFingerprint: desired === deployed, hasSameText: desired === deployed };
    const outcome = desired === undefined ? undefined : compareCookies(comparison, { cookie, running });
    return outcome !== undefined && "problem" in outcome ? [outcome.problem] : [];
}
