import { isDeepStrictEqual } from "node:util";
import { PullPolicy, type ResourcesArgs } from "../components/args";
import { containerBasis, podBasis } from "../components/manifests/pod";
import { imageReference, versionLabel, type ImageParts } from "../components/plan/image";
import { objectLabels } from "../components/plan/labels";
import { identityIn } from "../components/plan/naming";
import { canonicalQuantity } from "../components/plan/quantity";
import { isRecord } from "../components/plan/records";
import { defaultResources, replicasAtStart } from "../components/plan/size";
import { terminationGraceSeconds } from "../components/plan/timing";
import { shown } from "../components/problems";
import { expectedNames, type Expectation } from "./expectation";
import { objectList, podContainers, podMetadata, podSpec, type Fields } from "./podSpec";
import type { FoundObject } from "./reader";

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
export function differences(deployment: FoundObject, expectation: Expectation): string[] {
    return [...changes(deployment, expectation), ...losses(deployment, expectation)];
}

/** What a key of the configuration, or its default, says otherwise. */
function changes(deployment: FoundObject, { gateway }: Expectation): string[] {
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
function losses(deployment: FoundObject, expectation: Expectation): string[] {
    const pod = podSpec(deployment);
    const { rig, others } = podContainers(pod);
    const { labels, annotations } = podMetadata(deployment);
    const kept = { ...expectation.gateway.podAnnotations };
    const names = (value: unknown) => objectList(value).map(({ name }) => String(name));
    const lost = Object.entries({
        labels: missing(labels, plannedLabels(expectation)),
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
    const all = [...lost, ...lostFields(pod, rig, expectation)];
    return all.length === 0 ? [] : [`Gone from the pods after step replace: ${all.join("; ")}.`];
}

/** Fields of the pods and of RIG's container that there will not be, or not with this value. */
function lostFields(pod: Fields, rig: Fields, expectation: Expectation): string[] {
    const args = { ...expectation.gateway, namespace: expectation.namespace };
    const basis = podBasis(args, expectedNames(expectation).serviceAccount);
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

function plannedLabels({ project, stack, gateway }: Expectation): Fields {
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

/** In a stack's configuration all of it is plain text. */
export function imageParts({ gateway: { image = {} } }: Pick<Expectation, "gateway">): ImageParts {
    const text = (value: unknown) => (typeof value === "string" ? value : undefined);
    return { repository: text(image.repository), tag: text(image.tag), digest: text(image.digest) };
}

/** In Kubernetes' own form, in which `0.5` and `500m` are the same. */
export function quantities(resources: unknown): ResourcesArgs {
    const all = isRecord(resources) ? resources : {};
    return Object.fromEntries(
        (["requests", "limits"] as const).flatMap((key) => {
            const given = Object.entries(isRecord(all[key]) ? all[key] : {});
            const canonical = given.map(([name, value]): [string, string] => [name, canonicalQuantity(String(value))]);
            return given.length === 0 ? [] : [[key, Object.fromEntries(canonical)]];
        }),
    );
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
