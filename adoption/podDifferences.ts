import { isDeepStrictEqual } from "node:util";
import { PullPolicy } from "../components/args";
import { containerBasis, podBasis } from "../components/objects/podTemplate";
import { imageReference, versionLabel } from "../components/model/image";
import { objectLabels } from "../components/model/labels";
import { identityIn } from "../components/model/names";
import { isRecord } from "../components/validation/record";
import { defaultResources, replicasAtStart } from "../components/model/size";
import { terminationGraceSeconds } from "../components/model/timeouts";
import { shown } from "../components/validation/problem";
import { imageParts, quantities } from "../deployed/canonical";
import { desiredNames, type DesiredState } from "../deployed/desiredState";
import { objectList, podContainers, podMetadata, podSpec, type Fields } from "../kubernetes/podSpec";
import type { FoundObject } from "../kubernetes/reader";

/** Annotations of pods by which Helm and kubectl restart them. */
const restartAnnotations = /^(checksum\/|kubectl\.kubernetes\.io\/restartedAt$)/;

/** What Kubernetes itself writes into the spec of pods. */
const standardFields: Fields = {
    dnsPolicy: "ClusterFirst",
    restartPolicy: "Always",
    schedulerName: "default-scheduler",
    serviceAccountName: "default",
    terminationGracePeriodSeconds: 30,
};

/** Fields of pods that are told otherwise, or that mean nothing here: new pods get no token and no service links. */
const toldOfPods = [
    "affinity",
    "automountServiceAccountToken",
    "containers",
    "enableServiceLinks",
    "imagePullSecrets",
    "initContainers",
    "nodeSelector",
    "priorityClassName",
    "serviceAccount",
    "tolerations",
    "volumes",
];

/** The same for RIG's container, whose probes are this project's own. */
const toldOfContainers = [
    "env",
    "envFrom",
    "image",
    "imagePullPolicy",
    "livenessProbe",
    "name",
    "ports",
    "readinessProbe",
    "resources",
    "startupProbe",
    "terminationMessagePath",
    "terminationMessagePolicy",
    "volumeMounts",
];

/**
 * What the pods have today and will have otherwise, or no longer, beside their variables; lines of text. They hold names
 * and values that are no secrets.
 */
export function podDifferences(deployment: FoundObject, desired: DesiredState): string[] {
    return [...changes(deployment, desired), ...losses(deployment, desired)];
}

/** What a key of the configuration, or its default, says otherwise. */
function changes(deployment: FoundObject, { gateway }: DesiredState): string[] {
    const pod = podSpec(deployment);
    const { rig } = podContainers(pod);
    const pullSecrets = objectList(pod.imagePullSecrets).map(({ name }) => name);
    const { pullPolicy = PullPolicy.IfNotPresent } = gateway.image ?? {};
    const values: readonly (readonly [key: string, now: unknown, then: unknown])[] = [
        ["replicas", deployment.spec?.replicas ?? 1, replicasAtStart(gateway)],
        ["image", rig.image, imageReference(imageParts({ gateway }))],
        ["image.pullPolicy", rig.imagePullPolicy, pullPolicy],
        ["image.pullSecrets", pullSecrets, gateway.image?.pullSecrets],
        ["resources", quantities(rig.resources), quantities(gateway.resources ?? defaultResources)],
        ["nodeSelector", pod.nodeSelector, gateway.nodeSelector],
        ["tolerations", pod.tolerations, gateway.tolerations],
        ["affinity", pod.affinity, gateway.affinity],
        ["priorityClassName", pod.priorityClassName, gateway.priorityClassName],
    ];
    const changed = values
        .filter(([, now, then]) => !isDeepStrictEqual(unlessEmpty(now), unlessEmpty(then)))
        .map(([key, now, then]) => `${key} from ${valueText(now)} to ${valueText(then)}`);
    return changed.length === 0 ? [] : [`Changed by step replace, as these keys say: ${changed.join("; ")}.`];
}

/** What no key says, and a name each. */
function losses(deployment: FoundObject, desired: DesiredState): string[] {
    const pod = podSpec(deployment);
    const { rig, others } = podContainers(pod);
    const { labels, annotations } = podMetadata(deployment);
    const kept = { ...desired.gateway.podAnnotations };
    const names = (value: unknown) => objectList(value).map(({ name }) => String(name));
    const lost = Object.entries({
        labels: missing(labels, plannedLabels(desired)),
        "annotations, unless podAnnotations has them,": missing(annotations, kept).filter(
            (key) => !restartAnnotations.test(key),
        ),
        containers: names(others),
        "init containers": names(pod.initContainers),
        volumes: names(pod.volumes),
        "all variables of": objectList(rig.envFrom).map(sourceName),
        "ports of the machine": objectList(rig.ports).flatMap(({ hostPort }) =>
            typeof hostPort === "number" ? [String(hostPort)] : [],
        ),
    }).flatMap(([what, each]) => (each.length === 0 ? [] : [`${what} ${each.join(", ")}`]));
    const all = [...lost, ...lostFields(pod, rig, desired)];
    return all.length === 0 ? [] : [`Gone from the pods after step replace: ${all.join("; ")}.`];
}

/** Fields of the pods and of RIG's container that there will not be, or not with this value. */
function lostFields(pod: Fields, rig: Fields, desired: DesiredState): string[] {
    const args = { ...desired.gateway, namespace: desired.namespace };
    const basis = podBasis(args, desiredNames(desired).serviceAccount);
    const securityContext = { ...basis.securityContext, ...containerBasis(args).securityContext };
    const podFields = { ...basis, securityContext, terminationGracePeriodSeconds: terminationGraceSeconds };
    const lost = (fields: Fields, planned: Fields, told: readonly string[]) =>
        Object.entries(fields)
            .filter(([key, value]) => !told.includes(key) && unlessEmpty(value) !== undefined)
            .filter(([key, value]) => !covers(planned[key], value) && value !== standardFields[key])
            .map(([key, value]) => (typeof value === "object" ? key : `${key} ${shown(value)}`));
    return [...new Set([...lost(pod, podFields, toldOfPods), ...lost(rig, { securityContext }, toldOfContainers)])];
}

/** Whether all that the one value says is in the other, too. */
function covers(whole: unknown, part: unknown): boolean {
    return isRecord(part) && isRecord(whole)
        ? Object.entries(part).every(([key, value]) => covers(whole[key], value))
        : isDeepStrictEqual(whole, part);
}

function plannedLabels({ project, stack, gateway }: DesiredState): Fields {
    const identity = identityIn({ project, stack }, gateway);
    const version = versionLabel(imageParts({ gateway }));
    return { ...objectLabels(identity, gateway.labels), "app.kubernetes.io/version": version };
}

/** Keys of the entries that aren't among the others. */
function missing(entries: unknown, others: Fields): string[] {
    return Object.entries(isRecord(entries) ? entries : {})
        .filter(([key, value]) => others[key] !== value)
        .map(([key]) => key);
}

function sourceName({ configMapRef, secretRef }: Fields): string {
    return isRecord(secretRef)
        ? `Secret ${String(secretRef.name)}`
        : `ConfigMap ${String(isRecord(configMapRef) ? configMapRef.name : "")}`;
}

function unlessEmpty(value: unknown): unknown {
    return typeof value === "object" && value !== null && Object.keys(value).length === 0 ? undefined : value;
}

function valueText(value: unknown): string {
    return unlessEmpty(value) === undefined ? "none" : typeof value === "string" ? value : shown(value);
}
