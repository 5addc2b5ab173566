import type { KubeConfig, KubernetesObject } from "@kubernetes/client-node";
import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";
import { overlayVariable } from "../components/helm/overlay";
import { isRecord } from "../components/validation/record";
import { userError } from "../components/validation/problem";
import { refusedUpdate } from "./absent";
import type { LiveObject } from "./drift";
import { title } from "../deployed/desiredState";
import { refusalCode, refusalText } from "../kubernetes/failure";
import type { ObjectReference } from "../kubernetes/reader";
import { movedFields } from "../kubernetes/managedFields";
import { updatedOverlay, type OverlayInputs } from "./releaseOverlay";

/**
 * Annotation of an object that was put right: its generation before. Pulumi compares what a stack says with what it said
 * before, and not with what is there: without a change it would not look.
 */
export const correctionAnnotation = "rig-put-right";

/**
 * An owner of fields whose fields the Kubernetes provider takes over at the next update. Those that the stack doesn't say
 * are then removed, such as the text beside a variable's reference to a ConfigMap.
 */
const handedOverTo = "kubectl";

/** How often a change is tried that someone else's change comes before. */
const attempts = 5;

/** What is put right, and where. */
export interface Correction extends OverlayInputs {
    readonly kubeconfig: KubeConfig;
}

/**
 * Has the objects updated that someone has changed behind the stack's back, whether anything else changes or not. One that
 * was put right before keeps its annotation, so that the next update has nothing to do.
 */
export function driftCorrection({ kubeconfig, ...circumstances }: Correction): pulumi.ResourceTransformation {
    return ({ type, props, opts }) => {
        if (type === "kubernetes:helm.sh/v3:Release") {
            return { props: withPlan(props, (text) => updatedOverlay(text, circumstances)), opts };
        }
        const absent = circumstances.absent.find((each) => isAbout(each, type, props));
        if (absent !== undefined) {
            const { hooks = {} } = opts;
            const beforeUpdate = [...(hooks.beforeUpdate ?? []), refusedUpdate(absent)];
            return { props, opts: { ...opts, hooks: { ...hooks, beforeUpdate } } };
        }
        const live = circumstances.objects.find(({ reference }) => isAbout(reference, type, props));
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
    // Nothing is handed over in a preview, so that the provider could not try the update. It doesn't try what it doesn't
    // know.
    return pulumi.runtime.isDryRun()
        ? pulumi.output(unknown).apply(String)
        : pulumi.output(handOverFields(kubeconfig, live));
}

function annotated(props: pulumi.Inputs, value: pulumi.Input<string>): pulumi.Inputs {
    const metadata: unknown = props.metadata;
    const { annotations, ...others } = isRecord(metadata) ? metadata : { annotations: undefined };
    const given = isRecord(annotations) ? annotations : {};
    return { ...props, metadata: { ...others, annotations: { ...given, [correctionAnnotation]: value } } };
}

/** A release with another text of the plan among its values. */
function withPlan(props: pulumi.Inputs, change: (text: string) => string): pulumi.Inputs {
    const values: unknown = props.values;
    const environment = isRecord(values) && isRecord(values.deployment) ? values.deployment.env : undefined;
    const plan: unknown = isRecord(environment) ? environment[overlayVariable] : undefined;
    if (!isRecord(values) || !isRecord(environment) || !pulumi.Output.isInstance<string>(plan)) {
        return props;
    }
    const text = plan.apply(change);
    return { ...props, values: { ...values, deployment: { env: { ...environment, [overlayVariable]: text } } } };
}

/** Hands fields over to the provider, and returns the object's annotation. Nothing that the object does is changed. */
async function handOverFields(kubeconfig: KubeConfig, { reference, found, drifted }: LiveObject): Promise<string> {
    const { KubernetesObjectApi, PatchStrategy } = await import("@kubernetes/client-node");
    const api = KubernetesObjectApi.makeApiClient(kubeconfig);
    const { apiVersion, kind, name, namespace } = reference;
    const paths = drifted.map(({ path }) => path);
    for (let attempt = 1; ; attempt += 1) {
        try {
            const { metadata } = await api.read<KubernetesObject>({ apiVersion, kind, metadata: { name, namespace } });
            const change = {
                apiVersion,
                kind,
                metadata: {
                    name,
                    namespace,
                    // It ties the change to what was read.
                    resourceVersion: metadata?.resourceVersion,
                    managedFields: movedFields(metadata?.managedFields ?? [], paths, handedOverTo),
                },
            };
            const unset = undefined;
            await api.patch<KubernetesObject>(change, unset, unset, handedOverTo, unset, PatchStrategy.MergePatch);
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
