import { chartName, instanceLabel, type Identity } from "./names";

/** Labels by key. */
export type Labels = Readonly<Record<string, string>>;

/** The component sets the labels with this prefix; the arguments can't. */
export const reservedLabelPrefix = "app.kubernetes.io/";

/** Label that identifies the gateway to which an object belongs. Objects of others have another value or none. */
export const instanceLabelKey = "app.kubernetes.io/instance";

/** Label with the tool that manages the object: `Pulumi`, or `Helm` for the objects of a release. */
export const managerLabelKey = "app.kubernetes.io/managed-by";

/**
 * Annotation with the id of the Pulumi state that manages the object. The instance label alone is the same in two states
 * of one project and stack, for instance of two clones.
 */
export const ownerAnnotation = "rig-owner";

/** The text as a label value, which begins and ends with a letter or digit unless it is empty. */
export function labelValue(text: string): string {
    return text
        .replace(/[^A-Za-z0-9._-]/g, "-")
        .slice(0, 63)
        .replace(/[^A-Za-z0-9]+$/, "")
        .replace(/^[^A-Za-z0-9]+/, "");
}

/**
 * The labels by which Services, policies and the Deployment find the pods of one gateway. A Deployment's selector
 * can't be changed, so it contains nothing that a user may change.
 */
export function selectorLabels(identity: Identity): Labels {
    return { "app.kubernetes.io/name": chartName, [instanceLabelKey]: instanceLabel(identity) };
}

/**
 * The labels by which policies find the pods of a gateway's cluster check. Another name keeps these pods out of the
 * gateway's Services and Deployment, which also select by name.
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
 * @param extra The user's labels; they can't override the component's.
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
