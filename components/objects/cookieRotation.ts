import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../args";
import { recreatesPods, type RotationArgs, isRotation, compareCookies } from "../model/cookieRotation";
import { keyedFingerprint } from "../model/fingerprint";
import { isRecord } from "../validation/record";
import { pathText, userError } from "../validation/problem";
import { oncePerGateway, type Build } from "./build";

/** The effect of `cookie.rotation` on the Deployment. */
export interface Rotation {
    /** Whether the old pods must stop before the first new one starts. */
    readonly recreatesPods: boolean;
    /** The cookie's number. */
    readonly number: number;
    /** The value of the annotation `checksum/arguments`; undefined without `cookie.rotation`. */
    readonly argumentsFingerprint: pulumi.Output<string> | undefined;
}

/** The effect of `cookie.rotation`. Its fingerprint resolves when the rotation changes nothing but the cookie. */
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
            `cookie.rotation: nothing else may change in the update that rotates the cookie, since that update stops all pods at once. Other arguments differ from those of the last deployment. First set cookie.rotation back to ${cookieRotation} and deploy the other changes; then rotate.`,
        );
    }
    return fingerprint;
}

/** An accepted cookie, with the fingerprint for the pods' annotation. */
export interface AcceptedCookie {
    readonly text: string;
    readonly fingerprint: string;
}

/** The cookie, once the comparison with the running pods' cookie allows it. */
export function acceptedCookie(build: Build, text: pulumi.Output<string>): pulumi.Output<AcceptedCookie> {
    const { args, gateway } = build;
    const key = build.require("fingerprintKey").result;
    const { argumentsFingerprint: others } = cookieRotation(build);
    return pulumi.secret(
        // Waits for the check of the other arguments too: without it, resources of a refused rotation would be made.
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

/** The arguments, without those of the cookie, of a single run and of the cluster check. */
function otherArguments(args: GatewayArgs): Readonly<Record<string, unknown>> {
    const excluded = ["cookie", "running", "brokerGroups", "target", "protect", "deployTimeout", "adopt"];
    return Object.fromEntries(
        Object.entries(args).filter(([name]) => !excluded.includes(name) && !name.startsWith("clusterCheck")),
    );
}

/** The value, with the keys of every map sorted. */
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
