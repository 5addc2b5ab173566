import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "./args";
import { keyedFingerprint } from "./plan/fingerprint";
import { isRecord } from "./plan/records";
import { terminationGraceSeconds } from "./plan/timing";
import { userError } from "./problems";

/** Annotation of the Deployment: a fingerprint of the arguments that it was deployed with, without the cookie's. */
export const argumentsAnnotation = "checksum/arguments";

/** What a rotation of the cookie, or the wish for one, makes of the Deployment. */
export interface Rotation {
    /** Whether the old pods are to be gone before the first new one starts. */
    readonly atOnce: boolean;
    /** The cookie's number. */
    readonly number: number;
    /** For {@link argumentsAnnotation}; undefined without it. */
    readonly argumentsFingerprint: pulumi.Output<string> | undefined;
}

type RotationArgs = Pick<GatewayArgs, "cookie" | "running">;

/** Whether this update gives the pods another cookie. */
export function isRotation({ cookie, running }: RotationArgs): boolean {
    return running !== undefined && (cookie?.rotation ?? 0) > (running.cookieRotation ?? 0);
}

/** Whether all pods are replaced at once: in a rotation, and until it is complete. */
export function replacesAtOnce(args: RotationArgs): boolean {
    return isRotation(args) || (args.running?.rotating ?? false);
}

/** What an update does that rotates the cookie, and what it costs. */
export function rotationWarning(args: RotationArgs): string | undefined {
    if (!replacesAtOnce(args)) {
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

/**
 * What a rotation makes of the Deployment, once it is certain that nothing changes the cookie without one, and that one
 * changes nothing else.
 *
 * @param resource What warnings are about.
 * @param pods What the pods are configured with.
 */
export function rotationParts(
    resource: pulumi.Resource,
    args: GatewayArgs,
    pods: { readonly cookieFingerprint: pulumi.Output<string>; readonly fingerprintKey: pulumi.Output<string> },
): { readonly cookieFingerprint: pulumi.Output<string>; readonly rotation: Rotation } {
    const number = args.cookie?.rotation;
    return {
        cookieFingerprint: pods.cookieFingerprint.apply((fingerprint) => {
            const { problem, warning, accepted = fingerprint } = comparedCookie(fingerprint, args);
            if (problem !== undefined) {
                throw userError(problem);
            }
            if (warning !== undefined) {
                void pulumi.log.warn(warning, resource);
            }
            return accepted;
        }),
        rotation: {
            atOnce: replacesAtOnce(args),
            number: number ?? 0,
            argumentsFingerprint:
                number === undefined
                    ? undefined
                    : pulumi.unsecret(
                          pulumi
                              .all([pods.fingerprintKey, pulumi.output(otherArguments(args))])
                              .apply(([key, others]) => {
                                  const fingerprint = keyedFingerprint(key, {
                                      arguments: JSON.stringify(sorted(others)),
                                  });
                                  const { argumentsFingerprint: before = fingerprint } = args.running ?? {};
                                  if (isRotation(args) && before !== fingerprint) {
                                      throw userError(
                                          `cookie.rotation: in the update that rotates the cookie nothing else may change: a rotation is no time for an experiment, all pods are gone at once. Something else is set otherwise than when the gateway was deployed. First set cookie.rotation back to ${String(args.running?.cookieRotation ?? 0)}, and deploy the rest; then rotate.`,
                                      );
                                  }
                                  return fingerprint;
                              }),
                      ),
        },
    };
}

/** What is to be said of a cookie. */
interface ComparedCookie {
    readonly problem?: string;
    readonly warning?: string;
    /** The fingerprint that the pods get, if it isn't the cookie's own. */
    readonly accepted?: string;
}

/**
 * Compares the cookie with that of the pods that run.
 *
 * @param fingerprint The cookie's, as the pods' annotation has it.
 */
export function comparedCookie(fingerprint: string, args: RotationArgs): ComparedCookie {
    const { cookieFingerprint: before, cookieSecret, cookieRotation = 0 } = args.running ?? {};
    const { existingSecret } = args.cookie ?? {};
    if (before === undefined) {
        return {};
    }
    const isSame = before === fingerprint;
    if (isRotation(args)) {
        return isSame
            ? {
                  problem:
                      "cookie.rotation: the number is another one, but the cookie is the one that the pods have already. Give another cookie with it, or set the number back.",
              }
            : {};
    }
    if (isSame) {
        return {};
    }
    const next = cookieRotation + 1;
    const isContent =
        existingSecret !== undefined &&
        existingSecret.name === cookieSecret?.name &&
        existingSecret.key === cookieSecret.key;
    return isContent
        ? {
              warning: `cookie.existingSecret: Secret ${existingSecret.name} has another cookie under ${existingSecret.key} than when the pods were deployed. This update doesn't restart them for it, but a pod that is restarted takes the new one and leaves the cluster. Put the old cookie back; or go on with the new one by cookie.rotation ${next}, which replaces all pods at once.`,
              accepted: before,
          }
        : {
              problem: `cookie: it is another one than the pods have (neither is shown), and cookie.rotation is ${cookieRotation} as before. Two cookies would run side by side. Take the cookie back, or set cookie.rotation to ${next}, which replaces all pods at once.`,
          };
}

/** The arguments without the cookie, and without those that concern a run and not what is deployed. */
function otherArguments(args: GatewayArgs): Omit<GatewayArgs, "cookie"> {
    const { cookie: _c, running: _r, target: _t, protect: _p, deployTimeout: _d, adopt: _a, ...others } = args;
    return others;
}

/** The same value with the keys of every map in order. */
function sorted(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(sorted);
    }
    return isRecord(value)
        ? Object.fromEntries(
              Object.entries(value)
                  .sort(([a], [b]) => (a < b ? -1 : 1))
                  .map(([key, each]) => [key, sorted(each)]),
          )
        : value;
}
