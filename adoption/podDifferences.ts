import { isDeepStrictEqual } from "node:util";
import { PullPolicy } from "../components/args";
import { baseContainer, basePodSpec } from "../components/objects/podTemplate";
import { imageReference, versionLabel } from "../components/model/image";
import { objectLabels } from "../components/model/labels";
import { identityIn } from "../components/model/names";
import { isRecord } from "../components/validation/record";
import { defaultResources } from "../components/model/resources";
import { replicasAtStart } from "../components/model/replicas";
import { terminationGraceSeconds } from "../components/model/timeouts";
import { shown } from "../components/validation/problem";
import { imageParts, quantities } from "../deployed/canonical";
import { desiredNames, type DesiredState } from "../deployed/desiredState";
import { objectList, podContainers, podMetadata, podSpec, type Fields } from "../kubernetes/podSpec";
import type { FoundObject } from "../kubernetes/reader";

/** Annotations of pods by which Helm and kubectl restart them. */
const restartAnnotations = /^(checksum\/|kubectl\.kubernetes\.io\/restartedAt$)/;

/** Defaults that Kubernetes writes into the spec of pods. */
const kubernetesDefaults: Fields = {
    dnsPolicy: "ClusterFirst",
    restartPolicy: "Always",
    schedulerName: "default-scheduler",
    serviceAccountName: "default",
    terminationGracePeriodSeconds: 30,
};

/** Fields of pods that are compared elsewhere, or don't matter: new pods get no token and no service links. */
const otherwiseReportedOfPods = [
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

/** The same for RIG's container. Its probes are this project's own. */
const otherwiseReportedOfContainers = [
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
 * Lines of text about what step replace changes in the pods or removes from them, apart from variables. They contain no
 * secret values.
 */
export function podDifferences(deployment: FoundObject, desired: DesiredState): string[] {
    return [...changedValues(deployment, desired), ...removedParts(deployment, desired)];
}

/** What changes because a key of the configuration, or its default, has another value. */
function changedValues(deployment: FoundObject, { gateway }: DesiredState): string[] {
    const pod = podSpec(deployment);
    const { rig } = podContainers(pod);
    const pullSecrets = objectList(pod.imagePullSecrets).map(({ name }) => name);
    const { pullPolicy = PullPolicy.IfNotPresent } = gateway.image ?? {};
    const values: readonly (readonly [key: string, live: unknown, desired: unknown])[] = [
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
        .filter(([, live, desired]) => !isDeepStrictEqual(unlessEmpty(live), unlessEmpty(desired)))
        .map(([key, live, desired]) => `${key} from ${valueText(live)} to ${valueText(desired)}`);
    return changed.length === 0 ? [] : [`Step replace changes what these keys configure: ${changed.join("; ")}.`];
}

/** What is removed because no key configures it. */
function removedParts(deployment: FoundObject, desired: DesiredState): string[] {
    const pod = podSpec(deployment);
    const { rig, others } = podContainers(pod);
    const { labels, annotations } = podMetadata(deployment);
    const kept = { ...desired.gateway.podAnnotations };
    const names = (value: unknown) => objectList(value).map(({ name }) => String(name));
    const removed = Object.entries({
        labels: keysNotIn(labels, desiredLabels(desired)),
        "annotations (podAnnotations keeps them)": keysNotIn(annotations, kept).filter(
            (key) => !restartAnnotations.test(key),
        ),
        containers: names(others),
        "init containers": names(pod.initContainers),
        volumes: names(pod.volumes),
        "all variables of": objectList(rig.envFrom).map(sourceName),
        "host ports": objectList(rig.ports).flatMap(({ hostPort }) =>
            typeof hostPort === "number" ? [String(hostPort)] : [],
        ),
    }).flatMap(([what, each]) => (each.length === 0 ? [] : [`${what} ${each.join(", ")}`]));
    const all = [...removed, ...removedFields(pod, rig, desired)];
    return all.length === 0 ? [] : [`Step replace removes from the pods: ${all.join("; ")}.`];
}

/** Fields of the pods and of RIG's container that the new pods don't have, or have with another value. */
function removedFields(pod: Fields, rig: Fields, desired: DesiredState): string[] {
    const args = { ...desired.gateway, namespace: desired.namespace };
    const basis = basePodSpec(args, desiredNames(desired).serviceAccount);
    const securityContext = { ...basis.securityContext, ...baseContainer(args).securityContext };
    const podFields = { ...basis, securityContext, terminationGracePeriodSeconds: terminationGraceSeconds };
    const removed = (fields: Fields, desiredFields: Fields, otherwiseReported: readonly string[]) =>
        Object.entries(fields)
            .filter(([key, value]) => !otherwiseReported.includes(key) && unlessEmpty(value) !== undefined)
            .filter(([key, value]) => !contains(desiredFields[key], value) && value !== kubernetesDefaults[key])
            .map(([key, value]) => (typeof value === "object" ? key : `${key} ${shown(value)}`));
    return [
        ...new Set([
            ...removed(pod, podFields, otherwiseReportedOfPods),
            ...removed(rig, { securityContext }, otherwiseReportedOfContainers),
        ]),
    ];
}

/** Whether a value has everything that is in the other one. */
function contains(whole: unknown, part: unknown): boolean {
    return isRecord(part) && isRecord(whole)
        ? Object.entries(part).every(([key, value]) => contains(whole[key], value))
        : isDeepStrictEqual(whole, part);
}

function desiredLabels({ project, stack, gateway }: DesiredState): Fields {
    const identity = identityIn({ project, stack }, gateway);
    const version = versionLabel(imageParts({ gateway }));
    return { ...objectLabels(identity, gateway.labels), "app.kubernetes.io/version": version };
}

/** Keys of the entries that the others don't have, or have with another value. */
function keysNotIn(entries: unknown, others: Fields): string[] {
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
