import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../args";
import { recreatesPods, type RotationArgs, isRotation, compareCookies } from "../model/cookieRotation";
import { keyedFingerprint } from "../model/fingerprint";
import { isRecord } from "../validation/record";
import { pathText, userError } from "../validation/problem";
import { oncePerGateway, type Build } from "./build";

/** What a rotation of the cookie, or the wish for one, makes of the Deployment. */
export interface Rotation {
    /** Whether the old pods are to be gone before the first new one starts. */
    readonly recreatesPods: boolean;
    /** The cookie's number. */
    readonly number: number;
    /** For {@link argumentsAnnotation}; undefined without it. */
    readonly argumentsFingerprint: pulumi.Output<string> | undefined;
}

/** What a rotation makes of the Deployment, once it is certain that it changes nothing but the cookie. */
export const cookieRotation = oncePerGateway((build: Build): Rotation => {
    const { args } = build;
    const number = args.cookie?.rotation;
    return {
        recreatesPods: recreatesPods(args),
        number: number ?? 0,
        argumentsFingerprint:
            number === undefined
                ? undefined
                : pulumi.unsecret(
                      pulumi
                          .all([build.require("fingerprintKey").result, pulumi.output(otherArguments(args))])
                          .apply(([key, others]) => argumentsFingerprint(key, others, args)),
                  ),
    };
});

function argumentsFingerprint(key: string, others: unknown, args: RotationArgs): string {
    const fingerprint = keyedFingerprint(key, { arguments: JSON.stringify(withSortedKeys(others)) });
    const { argumentsFingerprint: runningFingerprint = fingerprint, cookieRotation = 0 } = args.running ?? {};
    if (isRotation(args) && runningFingerprint !== fingerprint) {
        throw userError(
            `cookie.rotation: nothing else may change in the update that rotates the cookie, in which all pods are gone at once, and something is set otherwise than when the gateway was deployed. First set cookie.rotation back to ${cookieRotation}, and deploy the rest; then rotate.`,
        );
    }
    return fingerprint;
}

/** A cookie that may be used, with the fingerprint that the pods get. */
export interface AcceptedCookie {
    readonly text: string;
    readonly fingerprint: string;
}

/** The cookie, once it is certain that nothing but a rotation changes it. */
export function acceptedCookie(build: Build, text: pulumi.Output<string>): pulumi.Output<AcceptedCookie> {
    const { args, gateway } = build;
    const key = build.require("fingerprintKey").result;
    const { argumentsFingerprint: others } = cookieRotation(build);
    return pulumi.secret(
        // With the other arguments, since nothing is made for a rotation that they don't allow.
        pulumi.all([key, text, args.running?.cookie, others]).apply(([secretKey, cookie, runningCookie]) => {
            const fingerprint = keyedFingerprint(secretKey, { cookie });
            const hasSameFingerprint = fingerprint === args.running?.cookieFingerprint;
            const outcome = compareCookies({ hasSameFingerprint, hasSameText: cookie === runningCookie }, args);
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

/** The arguments but those of the cookie, of a single run and of the cluster check. */
function otherArguments(args: GatewayArgs): Readonly<Record<string, unknown>> {
    const excluded = ["cookie", "running", "brokerGroups", "target", "protect", "deployTimeout", "adopt"];
    return Object.fromEntries(
        Object.entries(args).filter(([name]) => !excluded.includes(name) && !name.startsWith("clusterCheck")),
    );
}

/** The same value with the keys of every map in order. */
function withSortedKeys(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(withSortedKeys);
    }
    return isRecord(value)
        ? Object.fromEntries(
              Object.entries(value)
                  .sort(([a], [b]) => (a < b ? -1 : 1))
                  .map(([key, each]) => [key, withSortedKeys(each)]),
          )
        : value;
}
