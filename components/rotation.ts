import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "./args";
import { keyedFingerprint } from "./plan/fingerprint";
import { isRecord } from "./plan/records";
import { terminationGraceSeconds } from "./plan/timing";
import { pathText, userError, type Problem } from "./problems";

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
 * What a rotation makes of the Deployment, once it is certain that it changes nothing but the cookie.
 *
 * @param key The key of fingerprints.
 */
export function cookieRotation(args: GatewayArgs, key: pulumi.Output<string>): Rotation {
    const number = args.cookie?.rotation;
    return {
        atOnce: replacesAtOnce(args),
        number: number ?? 0,
        argumentsFingerprint:
            number === undefined
                ? undefined
                : pulumi.unsecret(
                      pulumi
                          .all([key, pulumi.output(otherArguments(args))])
                          .apply(([secretKey, others]) => argumentsFingerprint(secretKey, others, args)),
                  ),
    };
}

function argumentsFingerprint(key: string, others: unknown, args: RotationArgs): string {
    const fingerprint = keyedFingerprint(key, { arguments: JSON.stringify(sorted(others)) });
    const { argumentsFingerprint: before = fingerprint, cookieRotation = 0 } = args.running ?? {};
    if (isRotation(args) && before !== fingerprint) {
        throw userError(
            `cookie.rotation: nothing else may change in the update that rotates the cookie, in which all pods are gone at once, and something is set otherwise than when the gateway was deployed. First set cookie.rotation back to ${cookieRotation}, and deploy the rest; then rotate.`,
        );
    }
    return fingerprint;
}

/** What a cookie is judged by beyond the arguments. */
export interface CookieJudgement {
    /** The key of fingerprints. */
    readonly key: pulumi.Output<string>;
    readonly rotation: Rotation;
    /** What warnings are about. */
    readonly gateway: pulumi.Resource;
}

/** A cookie that may be used, with the fingerprint that the pods get. */
interface AcceptedCookie {
    readonly text: string;
    readonly fingerprint: string;
}

/**
 * The cookie, once it is certain that nothing but a rotation changes it.
 *
 * @param parts What it is judged by.
 */
export function acceptedCookie(
    text: pulumi.Output<string>,
    args: RotationArgs,
    { key, rotation: { argumentsFingerprint: others }, gateway }: CookieJudgement,
): pulumi.Output<AcceptedCookie> {
    return pulumi.secret(
        // With the other arguments, since nothing is made for a rotation that they don't allow.
        pulumi.all([key, text, args.running?.cookie, others]).apply(([secretKey, cookie, before]) => {
            const fingerprint = keyedFingerprint(secretKey, { cookie });
            const isSame = fingerprint === args.running?.cookieFingerprint;
            const outcome = comparedCookie({ isSame, isSameText: cookie === before }, args);
            if (outcome === undefined || "keeps" in outcome) {
                if (outcome !== undefined) {
                    void pulumi.log.warn(outcome.warning, gateway);
                }
                return { text: cookie, fingerprint: outcome?.keeps ?? fingerprint };
            }
            const { path, message } = outcome.problem;
            throw userError(`${pathText(path)}: ${message}`);
        }),
    );
}

/** How a cookie compares with that of the pods that run. */
interface Comparison {
    /** Whether its fingerprint is that of the pods' annotation. */
    readonly isSame: boolean;
    /** Whether its text is that in the pods' Secret: true after an edit of that, too, or where the key was lost. */
    readonly isSameText: boolean;
}

/**
 * Says what is wrong with a cookie beside that of the pods that run, or why they keep the fingerprint that they have;
 * undefined when it is as it should be.
 */
export function comparedCookie(
    { isSame, isSameText }: Comparison,
    args: RotationArgs,
): { readonly problem: Problem } | { readonly warning: string; readonly keeps: string } | undefined {
    const { cookieFingerprint: before, cookieRotation = 0 } = args.running ?? {};
    const { existingSecret } = args.cookie ?? {};
    const next = cookieRotation + 1;
    if (before === undefined) {
        return undefined;
    }
    if (isRotation(args)) {
        return isSame
            ? {
                  problem: {
                      path: ["cookie", "rotation"],
                      message:
                          "the number is another one, but the cookie is the one that the pods have already. Give another cookie with it, or set the number back.",
                  },
              }
            : undefined;
    }
    if (isSame) {
        return undefined;
    }
    if (existingSecret !== undefined && isSecretOfPods(args)) {
        return {
            warning: `cookie.existingSecret: Secret ${existingSecret.name} has another cookie under ${existingSecret.key} than when the pods were deployed. This update doesn't restart them for it, but a pod that is restarted takes the new one and leaves the cluster. Put the old cookie back; or go on with the new one by cookie.rotation ${next}, which replaces all pods at once.`,
            keeps: before,
        };
    }
    return isSameText
        ? undefined
        : {
              problem: {
                  path: ["cookie"],
                  message: `it is another one than the pods have (neither is shown), and cookie.rotation is ${cookieRotation} as before. Two cookies would run side by side. Take the cookie back, or set cookie.rotation to ${next}, which replaces all pods at once.`,
              },
          };
}

/** Whether the pods that run have their cookie from the existing Secret, and the key in it, that is given. */
function isSecretOfPods({ cookie, running }: RotationArgs): boolean {
    const [given, before] = [cookie?.existingSecret, running?.cookieSecret];
    return given !== undefined && given.name === before?.name && given.key === before.key;
}

/**
 * The fingerprint that the pods keep when the existing Secret with their cookie is lost; undefined when it isn't, and
 * when this update needs it for another cookie.
 */
export function keptFingerprint(args: RotationArgs): string | undefined {
    const { cookieLost = false, cookieFingerprint } = args.running ?? {};
    return cookieLost && isSecretOfPods(args) && !isRotation(args) ? cookieFingerprint : undefined;
}

/** The arguments but those of the cookie, of a single run and of the cluster check. */
function otherArguments(args: GatewayArgs): Readonly<Record<string, unknown>> {
    const left = ["cookie", "running", "brokerGroups", "target", "protect", "deployTimeout", "adopt"];
    return Object.fromEntries(
        Object.entries(args).filter(([name]) => !left.includes(name) && !name.startsWith("clusterCheck")),
    );
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
