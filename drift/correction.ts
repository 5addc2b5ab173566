import type { KubeConfig } from "@kubernetes/client-node";
import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";
import { overlayVariable } from "../components/helm/overlay";
import { isRecord } from "../components/validation/record";
import { userError } from "../components/validation/problem";
import { refusedUpdate } from "./refusedUpdate";
import type { LiveObject } from "./liveObjects";
import { title } from "../deployed/desiredState";
import { refusalCode, refusalText } from "../kubernetes/failure";
import type { ObjectReference } from "../kubernetes/reader";
import { movedFields } from "../kubernetes/managedFields";
import { patchMetadata } from "../kubernetes/metadataPatch";
import { updatedOverlay, type OverlayInputs } from "./releaseOverlay";

/**
 * Annotation of an object that was put right, with its generation before that. Pulumi compares a program with its last
 * run, and not with the cluster: without a change in the program it would update nothing.
 */
export const correctionAnnotation = "rig-put-right";

/**
 * A field manager whose fields the Kubernetes provider takes over at the next update. The provider then removes those
 * that the stack doesn't set, such as the text beside a variable's reference to a ConfigMap.
 */
const formerManager = "kubectl";

/** How often a change is tried where someone else's change comes in between. */
const attempts = 5;

/**
 * Has the objects updated that someone has changed behind the stack's back, whether anything else changes or not. An object
 * that was put right before keeps its annotation, so that the next update has nothing to do.
 */
export function driftCorrection(kubeconfig: KubeConfig, drift: OverlayInputs): pulumi.ResourceTransformation {
    return ({ type, props, opts }) => {
        if (type === "kubernetes:helm.sh/v3:Release") {
            return { props: withOverlay(props, (text) => updatedOverlay(text, drift)), opts };
        }
        const absent = drift.absent.find((each) => isAbout(each, type, props));
        if (absent !== undefined) {
            const { hooks = {} } = opts;
            const beforeUpdate = [...(hooks.beforeUpdate ?? []), refusedUpdate(absent)];
            return { props, opts: { ...opts, hooks: { ...hooks, beforeUpdate } } };
        }
        const live = drift.objects.find(({ reference }) => isAbout(reference, type, props));
        const value = live && annotation(kubeconfig, live);
        return value === undefined ? undefined : { props: annotated(props, value), opts };
    };
}

function isAbout({ apiVersion, kind, name }: ObjectReference, type: string, { metadata }: pulumi.Inputs) {
    const group = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
    return type === `kubernetes:${group}:${kind}` && isRecord(metadata) && metadata.name === name;
}

/** The annotation that the object is to have, if any. */
function annotation(kubeconfig: KubeConfig, live: LiveObject): pulumi.Input<string> | undefined {
    if (live.drifted.length === 0) {
        return live.found.annotations?.[correctionAnnotation];
    }
    // A preview hands nothing over, so the provider's dry run of the update would fail. It makes none with unknown values.
    return pulumi.runtime.isDryRun()
        ? pulumi.output(unknown).apply(String)
        : pulumi.output(handOverFields(kubeconfig, live));
}

function annotated(props: pulumi.Inputs, value: pulumi.Input<string>): pulumi.Inputs {
    const metadata: unknown = props.metadata;
    const { annotations, ...others } = isRecord(metadata) ? metadata : { annotations: undefined };
    const configured = isRecord(annotations) ? annotations : {};
    return { ...props, metadata: { ...others, annotations: { ...configured, [correctionAnnotation]: value } } };
}

/** The properties of a release, with another text of the overlay among the values. */
function withOverlay(props: pulumi.Inputs, change: (text: string) => string): pulumi.Inputs {
    const values: unknown = props.values;
    const environment = isRecord(values) && isRecord(values.deployment) ? values.deployment.env : undefined;
    const overlay: unknown = isRecord(environment) ? environment[overlayVariable] : undefined;
    if (!isRecord(values) || !isRecord(environment) || !pulumi.Output.isInstance<string>(overlay)) {
        return props;
    }
    const text = overlay.apply(change);
    return { ...props, values: { ...values, deployment: { env: { ...environment, [overlayVariable]: text } } } };
}

/** Hands fields over to the provider, and returns the object's annotation. It changes nothing that the object does. */
async function handOverFields(kubeconfig: KubeConfig, { reference, found, drifted }: LiveObject): Promise<string> {
    const paths = drifted.map(({ path }) => path);
    for (let attempt = 1; ; attempt += 1) {
        try {
            await patchMetadata(kubeconfig, reference, formerManager, ({ managedFields = [] }) => ({
                managedFields: movedFields(managedFields, paths, formerManager),
            }));
            return `generation-${found.generation ?? 0}`;
        } catch (error) {
            if (refusalCode(error) !== 409 || attempt === attempts) {
                throw userError(
                    `${title(reference)} was changed by someone else, and its fields couldn't be taken back: ${refusalText(error)}. ` +
                        "Run pulumi up once more, as someone who may patch it.",
                );
            }
        }
    }
}
