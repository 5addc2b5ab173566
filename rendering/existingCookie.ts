import type * as pulumi from "@pulumi/pulumi";
import type { KeyReference } from "../components/args";
import { isRecord } from "../components/validation/record";
import type { ObjectNames } from "../components/model/names";
import { changed } from "./objects";
import { withoutCookieFingerprint } from "./cookieFingerprint";

/** Who renders to files leaves out what has this annotation; Kubernetes' tools for manifests do, too. */
const notForTheCluster = { "config.kubernetes.io/local-config": "true" };

/** Marks the Secret with the cookie 0, which no pod takes its cookie from, as not for the cluster. */
export function withoutFirstCookie(names: ObjectNames): pulumi.ResourceTransform {
    return ({ type, props, opts }) => {
        const { metadata }: Record<string, unknown> = props;
        return type === "kubernetes:core/v1:Secret" && isRecord(metadata) && metadata.name === names.cookieSecret
            ? { props: { ...props, metadata: { ...metadata, annotations: notForTheCluster } }, opts }
            : undefined;
    };
}

/**
 * Lets the pods take the cookie from an existing Secret, which the component would read in the cluster. The Secret that
 * it makes with a cookie of no use is marked as not for the cluster.
 */
export function cookieOf({ name, key }: KeyReference, names: ObjectNames): pulumi.ResourceTransform {
    return (resource) => {
        const { type, props, opts } = resource;
        const { spec }: Record<string, unknown> = props;
        if (type === "kubernetes:core/v1:Secret") {
            return withoutFirstCookie(names)(resource);
        }
        const containers = ["template", "spec", "containers"];
        return type === "kubernetes:apps/v1:Deployment"
            ? { props: { ...props, spec: withoutCookieFingerprint(changed(spec, containers, withReference)) }, opts }
            : undefined;
    };

    function withReference(containers: unknown): unknown {
        return list(containers).map((container) =>
            changed(container, ["env"], (env) =>
                list(env).map((entry) =>
                    isRecord(entry) && entry.name === "NODE_COOKIE"
                        ? { ...entry, valueFrom: { secretKeyRef: { name, key } } }
                        : entry,
                ),
            ),
        );
    }
}

function list(value: unknown): unknown[] {
    return Array.isArray(value) ? value : [];
}
