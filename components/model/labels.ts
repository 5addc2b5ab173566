import { chartName, instanceLabel, type Identity } from "./names";

/** Labels by key. */
export type Labels = Readonly<Record<string, string>>;

/** Keys under this prefix are set by the component and can't be given. */
export const reservedLabelPrefix = "app.kubernetes.io/";

/** Identifies the gateway an object belongs to; also how an object that belongs to someone else is recognised. */
export const instanceLabelKey = "app.kubernetes.io/instance";

/** Names what an object is managed by: `Pulumi`, or `Helm` for what is in a release. */
export const managerLabelKey = "app.kubernetes.io/managed-by";

/**
 * Annotation with the id of the state that an object is managed from. The instance label is the same in two states of one
 * project and stack, such as those of two clones.
 */
export const ownerAnnotation = "rig-owner";

/** A text as the value of a label, which begins and ends with a letter or digit, if it has any. */
export function labelValue(text: string): string {
    return text
        .replace(/[^A-Za-z0-9._-]/g, "-")
        .slice(0, 63)
        .replace(/[^A-Za-z0-9]+$/, "")
        .replace(/^[^A-Za-z0-9]+/, "");
}

/**
 * The labels by which Services, policies and the Deployment find the pods of one gateway. A Deployment's selector
 * can't be changed, so nothing that a user may change later is in it.
 */
export function selectorLabels(identity: Identity): Labels {
    return { "app.kubernetes.io/name": chartName, [instanceLabelKey]: instanceLabel(identity) };
}

/**
 * The labels by which policies find the pods of a gateway's cluster check. They are no pods of the gateway: Services and
 * the Deployment select by the name, too.
 *
 * @param selector Labels that select the gateway's own pods.
 */
export function clusterCheckLabels(selector: Labels): Labels {
    return {
        ...selector,
        "app.kubernetes.io/name": `${chartName}-check`,
        "app.kubernetes.io/component": "cluster-check",
    };
}

/**
 * The labels of every object of one gateway.
 *
 * @param extra Labels of the user's own; they add, they never override.
 */
export function objectLabels(identity: Identity, extra: Labels = {}): Labels {
    return {
        ...extra,
        ...selectorLabels(identity),
        "app.kubernetes.io/component": "gateway",
        "app.kubernetes.io/part-of": labelValue(identity.project),
        [managerLabelKey]: "Pulumi",
    };
}
