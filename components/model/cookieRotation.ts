import type { GatewayArgs } from "../args";
import type { Problem } from "../validation/problem";
import { terminationGraceSeconds } from "./timeouts";

/** The arguments on which a rotation of the cookie depends. */
export type RotationArgs = Pick<GatewayArgs, "cookie" | "running">;

/** Whether this update gives the pods another cookie. */
export function isRotation({ cookie, running }: RotationArgs): boolean {
    return running !== undefined && (cookie?.rotation ?? 0) > (running.cookieRotation ?? 0);
}

/** Whether the Deployment deletes all pods before it starts new ones: in a rotation, and until it is complete. */
export function recreatesPods(args: RotationArgs): boolean {
    return isRotation(args) || (args.running?.rotating ?? false);
}

/** A warning that describes a rotation and its interruption; undefined without one. */
export function rotationWarning(args: RotationArgs): string | undefined {
    if (!recreatesPods(args)) {
        return undefined;
    }
    const number = String(args.cookie?.rotation ?? 0);
    const what = isRotation(args)
        ? `this update gives all pods another cookie, number ${number} after number ${String(args.running?.cookieRotation ?? 0)}`
        : `the rotation to cookie number ${number} isn't complete, and this update goes on with it`;
    return (
        `Rotation of the cookie: THE GATEWAY IS INTERRUPTED: ${what}. All pods are deleted, and new ones start when the last old one is gone, since two cookies must not run side by side. ` +
        `All connections end. Nobody answers until the old pods are gone (up to ${terminationGraceSeconds} s) and the first new one is ready. ` +
        "Connection tokens that were issued before are no longer valid. Revoked tokens and API definitions that were set at run time are forgotten. " +
        "If the update is interrupted, the next one completes it. The update after it lets the Deployment replace pods one by one again, and restarts none."
    );
}

/** A comparison of a cookie with the cookie of the running pods. */
interface CookieComparison {
    /** Whether its fingerprint equals the pods' annotation. */
    readonly hasSameFingerprint: boolean;
    /** Whether its text equals the text in the pods' Secret. Also true after an edit of the Secret, or without the key. */
    readonly hasSameText: boolean;
}

/**
 * Checks a cookie against the cookie of the running pods. Returns a problem, or a warning with the fingerprint that the
 * pods keep; undefined if the update may use the cookie.
 */
export function compareCookies(
    { hasSameFingerprint, hasSameText }: CookieComparison,
    args: RotationArgs,
): { readonly problem: Problem } | { readonly warning: string; readonly keeps: string } | undefined {
    const { cookieFingerprint: runningFingerprint, cookieRotation = 0 } = args.running ?? {};
    const { existingSecret } = args.cookie ?? {};
    const next = cookieRotation + 1;
    if (runningFingerprint === undefined) {
        return undefined;
    }
    if (isRotation(args)) {
        return hasSameFingerprint
            ? {
                  problem: {
                      path: ["cookie", "rotation"],
                      message:
                          "the number is another one, but the cookie is the one that the pods have already. Give another cookie with it, or set the number back.",
                  },
              }
            : undefined;
    }
    if (hasSameFingerprint) {
        return undefined;
    }
    if (existingSecret !== undefined && isSecretOfPods(args)) {
        return {
            warning: `cookie.existingSecret: Secret ${existingSecret.name} has another cookie under ${existingSecret.key} than when the pods were deployed. This update doesn't restart them for it, but a pod that is restarted takes the new one and leaves the cluster. Put the old cookie back; or go on with the new one by cookie.rotation ${next}, which replaces all pods at once.`,
            keeps: runningFingerprint,
        };
    }
    return hasSameText
        ? undefined
        : {
              problem: {
                  path: ["cookie"],
                  message: `it is another one than the pods have (neither is shown), and cookie.rotation is ${cookieRotation} as before. Two cookies would run side by side. ${rotationAdvice(args, next)}`,
              },
          };
}

/** Advice on a change of the cookie. A rotation needs the recorded fingerprint of the arguments of the last deployment. */
function rotationAdvice({ running = {} }: RotationArgs, next: number): string {
    const { cookieRotation = 0, argumentsFingerprint } = running;
    return argumentsFingerprint === undefined
        ? `Take the cookie back. To rotate it, first set cookie.rotation to ${cookieRotation} and run pulumi up, which restarts no pod; then set the other cookie with cookie.rotation ${next} (docs/cookie.md).`
        : `Take the cookie back, or set cookie.rotation to ${next}, which replaces all pods at once.`;
}

/** Whether the running pods have their cookie from the existing Secret and key that the arguments name. */
function isSecretOfPods({ cookie, running }: RotationArgs): boolean {
    const [existingSecret, runningSecret] = [cookie?.existingSecret, running?.cookieSecret];
    return (
        existingSecret !== undefined &&
        existingSecret.name === runningSecret?.name &&
        existingSecret.key === runningSecret.key
    );
}

/**
 * The fingerprint that the pods keep when the existing Secret with their cookie is lost. It is undefined when the Secret
 * exists, and when this update rotates the cookie and so needs the Secret.
 */
export function keptFingerprint(args: RotationArgs): string | undefined {
    const { cookieLost = false, cookieFingerprint } = args.running ?? {};
    return cookieLost && isSecretOfPods(args) && !isRotation(args) ? cookieFingerprint : undefined;
}
