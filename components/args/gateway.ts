import type * as pulumi from "@pulumi/pulumi";
import type * as k8s from "@pulumi/kubernetes";
import type { ChartArgs, Method } from "./method";
import type { ServiceType } from "./service";
import type { ImageArgs } from "./image";
import type { CookieArgs, RunningArgs } from "./cookie";
import type { EnvSource, SettingSource } from "./references";
import type { TlsArgs } from "./tls";
import type { AutoscalingArgs } from "./autoscaling";
import type { ResourcesArgs, RunAsArgs } from "./pods";
import type { NetworkPolicyArgs } from "./networkPolicy";
import type { AdoptionStep, ObjectNameArgs } from "./adoption";
import type { DisruptionBudgetArgs, ReadinessProbeArgs } from "./rollout";
import type { InstanceArgs, Target } from "./identity";

/** The arguments of a {@link Gateway}. */
export interface GatewayArgs {
    /** Namespace of the gateway. It must exist when `createNamespace` is false. */
    namespace: pulumi.Input<string>;
    /**
     * Whether to make the namespace; false uses an existing one and leaves its labels alone. A namespace that is made
     * enforces the Pod Security level `restricted`. Decide it once: a change from true to false would delete the
     * namespace. Defaults to true.
     */
    createNamespace?: boolean;
    /**
     * Prefix of the object names, at most 25 characters, unique per namespace. The objects are called
     * `<name>-reactive-interaction-gateway` and so on, or `<name>` when the name contains that already. Defaults to
     * `rig`.
     */
    name?: string;
    /**
     * Names that project and stack had at the first deployment, if they were renamed since (docs/ownership.md). They are
     * part of the label that selects the pods, which can't be changed, and of the default groups at message brokers.
     * Defaults to the current names.
     */
    instance?: InstanceArgs;
    /**
     * A text that no other state has, such as the output of a random resource. Every object outside of a Helm release
     * gets it as the annotation `rig-owner`. The API server then refuses another state of the same project and stack
     * that deploys the same gateway, with a field conflict. Defaults to no annotation.
     */
    owner?: pulumi.Input<string>;
    /**
     * Names of adopted objects, where they differ from those that follow from `name`. Keep them for as long as the
     * gateway lives: another name is another object, and for a Service another address. With method `manifests` only.
     * Defaults to the names that follow from `name`.
     */
    objectNames?: ObjectNameArgs;
    /**
     * Step of adopting an existing Deployment with its two Services: `import`, then `replace` (docs/adoption.md). Leave
     * it out before and afterwards. `createNamespace` has to be false, and the namespace has to be known. The imported
     * objects are protected. The second step never protects the Deployment. Defaults to none.
     */
    adopt?: AdoptionStep;
    /**
     * Whether to protect namespace, cookie, Deployment and public Service from being deleted or replaced. A `destroy`
     * then changes nothing. Defaults to false.
     */
    protect?: boolean;
    /** How the objects are made: `manifests`, or `helm`, a release of a chart (docs/helm.md). Defaults to `manifests`. */
    method?: Method;
    /** The chart of method `helm`. Defaults to RIG's own. */
    chart?: ChartArgs;
    /**
     * Number of pods, 0 to 100; 0 parks the gateway (docs/scaling.md). A parked gateway keeps everything but its pods.
     * With `autoscaling`, a new Deployment starts with this number. Defaults to 2; with `autoscaling` to its `min`.
     */
    replicas?: number;
    /** Range of the number of pods, and the use by which an autoscaler sets it (docs/scaling.md). Defaults to none. */
    autoscaling?: AutoscalingArgs;
    /**
     * Type of the public Service: `ClusterIP`, `NodePort` or `LoadBalancer`. The other Services are reachable inside the
     * cluster only. Defaults to `ClusterIP`.
     */
    serviceType?: ServiceType;
    /**
     * Host name or address of a node, for the output `externalEndpoint`. With service type `NodePort` only. Defaults to
     * none.
     */
    nodeAddress?: string;
    /** The container image. Defaults to RIG's own, `3.0.0`. */
    image?: ImageArgs;
    /** The Erlang cookie (docs/cookie.md). Defaults to a generated one, which the state keeps. */
    cookie?: CookieArgs;
    /** What the pods were deployed with, for a rotation of the cookie. Defaults to not known. */
    running?: RunningArgs;
    /** The cluster's DNS domain. Defaults to `cluster.local`. */
    clusterDomain?: string;
    /**
     * RIG's variables by their own names (docs/settings.md). Each value is the text that RIG reads. Not for secrets. A
     * certificate's PEM text and a JSON document are mounted as files. An absolute path names a file in the image, and
     * `none` says that RIG does without one of the files `KAFKA_SSL_*`; neither may be an Output. Defaults to RIG's own
     * defaults.
     */
    settings?: Record<string, pulumi.Input<string>>;
    /** RIG's variables whose values are secrets. No variable may be in both maps. Defaults to none. */
    secretSettings?: Record<string, pulumi.Input<string>>;
    /** RIG's variables whose values are in existing Secrets and ConfigMaps. Defaults to none. */
    settingsFrom?: Record<string, SettingSource>;
    /**
     * Groups at message brokers that an earlier deployment of this gateway is in, by RIG's variables of them, such as
     * `KAFKATOFILTER_KAFKA_GROUP_ID`. The gateway stays in them where `settings` name no others. The state keeps them
     * from the gateway's first deployment on, and a later change has no effect. Defaults to none: the gateway gets groups
     * of its own.
     */
    brokerGroups?: Record<string, string>;
    /** HTTPS on the ports 4001 and 4011, beside HTTP. Defaults to none, unless `settings` has a certificate. */
    tls?: TlsArgs;
    /** Further environment variables, such as those that API definitions name with `use_env`. Defaults to none. */
    extraEnv?: Record<string, EnvSource>;
    /**
     * CPU and memory of a pod. A value replaces the default as a whole. Defaults to requests of 250m and 256Mi and a
     * memory limit of 512Mi.
     */
    resources?: ResourcesArgs;
    /** User and groups of the pods (docs/openshift.md). Defaults to uid and gid 1000, the user in RIG's image. */
    runAs?: RunAsArgs;
    /** Labels of the nodes that may run the pods. Defaults to any node. */
    nodeSelector?: Record<string, string>;
    /** Node taints that the pods tolerate, in Kubernetes' shape. Defaults to none. */
    tolerations?: k8s.types.input.core.v1.Toleration[];
    /** Scheduling rules beyond the spread over hosts and zones, in Kubernetes' shape. Defaults to none. */
    affinity?: k8s.types.input.core.v1.Affinity;
    /** Name of an existing PriorityClass. Defaults to none. */
    priorityClassName?: string;
    /** Annotations of the pods. Defaults to none. */
    podAnnotations?: Record<string, string>;
    /** Annotations of the public Service, such as those of a cloud's load balancer. Defaults to none. */
    serviceAnnotations?: Record<string, string>;
    /** Labels of all objects, beside `app.kubernetes.io/*`, which can't be overridden. Defaults to none. */
    labels?: Record<string, string>;
    /** Who may talk to the pods, and whom they may talk to. Defaults to policies that let anyone use the
     * public port. */
    networkPolicy?: NetworkPolicyArgs;
    /**
     * Whether a Job checks after each change that the nodes have formed one cluster (docs/is-the-cluster-formed.md).
     * When they haven't within a minute, the deployment fails, and the error has what the Job found out. Defaults to
     * false.
     */
    clusterCheck?: boolean;
    /** CPU and memory of the cluster check's pod. Defaults to those of the gateway's pods. */
    clusterCheckResources?: ResourcesArgs;
    /** When a pod counts as ready (docs/revoked-tokens.md). Defaults to the default of `initialDelaySeconds`. */
    readinessProbe?: ReadinessProbeArgs;
    /**
     * How many pods a drain may take at a time. A budget that lets no pod go is a warning. Defaults to `maxUnavailable`
     * 1, with 2 or more replicas.
     */
    disruptionBudget?: DisruptionBudgetArgs;
    /**
     * Seconds a new pod must be ready before the next one is replaced. A pod's list of revoked tokens is complete 45 to
     * 55 s after RIG's start. Defaults to 60, less `readinessProbe.initialDelaySeconds`.
     */
    minReadySeconds?: number;
    /**
     * Seconds to wait for the gateway. Defaults to 120 + replicas × (90 + `minReadySeconds` +
     * `readinessProbe.initialDelaySeconds`); with `autoscaling` its `max` counts.
     */
    deployTimeout?: number;
    /** The cluster, for the outputs `target` and `commands`. Defaults to not named. */
    target?: Target;
}
