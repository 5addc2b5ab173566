import type * as pulumi from "@pulumi/pulumi";
import type { KeyReference } from "../components/args";
import { isRecord, list } from "../components/validation/record";
import type { ObjectNames } from "../components/model/names";
import { replacedAt, withoutCookieFingerprint } from "./properties";

/** Tools for manifests, such as kustomize, don't apply an object with this annotation, and `make render` leaves it out. */
const localConfigOnly = { "config.kubernetes.io/local-config": "true" };

/** Marks the Secret with the first cookie as not to be applied, since no pod takes its cookie from it. */
export function firstCookieNotApplied(names: ObjectNames): pulumi.ResourceTransform {
    return ({ type, props, opts }) => {
        const { metadata }: Record<string, unknown> = props;
        return type === "kubernetes:core/v1:Secret" && isRecord(metadata) && metadata.name === names.cookieSecret
            ? { props: { ...props, metadata: { ...metadata, annotations: localConfigOnly } }, opts }
            : undefined;
    };
}

/**
 * Makes the pods take the cookie from an existing Secret, which the component itself would read in the cluster. The
 * rendering gives the component an unused cookie instead, and marks the Secret with that cookie as not to be applied.
 */
export function cookieFromSecret({ name, key }: KeyReference, names: ObjectNames): pulumi.ResourceTransform {
    return (resource) => {
        const { type, props, opts } = resource;
        const { spec }: Record<string, unknown> = props;
        if (type === "kubernetes:core/v1:Secret") {
            return firstCookieNotApplied(names)(resource);
        }
        const containers = ["template", "spec", "containers"];
        return type === "kubernetes:apps/v1:Deployment"
            ? { props: { ...props, spec: withoutCookieFingerprint(replacedAt(spec, containers, withReference)) }, opts }
            : undefined;
    };

    function withReference(containers: unknown): unknown {
        return list(containers).map((container) =>
            replacedAt(container, ["env"], (env) =>
                list(env).map((entry) =>
                    isRecord(entry) && entry.name === "NODE_COOKIE"
                        ? { ...entry, valueFrom: { secretKeyRef: { name, key } } }
                        : entry,
                ),
            ),
        );
    }
}
