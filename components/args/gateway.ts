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
    /** The namespace; must exist when `createNamespace` is false. */
    namespace: pulumi.Input<string>;
    /**
     * Makes the namespace, enforcing the Pod Security level `restricted`; false uses an existing one and leaves its
     * labels alone. Decide it once: switching from true to false would delete the namespace. Defaults to true.
     */
    createNamespace?: boolean;
    /**
     * Prefix of the objects' names, which are `<name>-reactive-interaction-gateway` and so on, or just `<name>` when it
     * contains that already. At most 25 characters. Unique per namespace. Defaults to `rig`.
     */
    name?: string;
    /**
     * The names that project and stack had at the first deployment, when they were renamed since. They are in the label
     * that selects the pods, which can't be changed, and in the default names of groups at message brokers. Defaults to
     * what both are called now.
     */
    instance?: InstanceArgs;
    /**
     * What no other state has, such as the output of a random resource: it is written onto every object, as the
     * annotation `rig-owner`. The API server then refuses another state of the same project and stack that deploys the
     * same gateway, with a field conflict. What is in a Helm release has none. Defaults to no annotation.
     */
    owner?: pulumi.Input<string>;
    /**
     * Names of existing objects that were adopted and are called otherwise. They stay for as long as the gateway lives:
     * another name is another object, and for a Service another address. With method `manifests` only. Defaults to what
     * follows from `name`.
     */
    objectNames?: ObjectNameArgs;
    /**
     * Brings an existing Deployment with its two Services under the stack, in two steps; left out before and afterwards.
     * `createNamespace` has to be false, and the namespace known. What is imported is protected; in the second step the
     * Deployment isn't, whatever `protect` says. Defaults to none.
     */
    adopt?: AdoptionStep;
    /**
     * Protects the namespace, the cookie, the Deployment and the public Service (its address) from being deleted or
     * replaced. A `destroy` then changes nothing. Defaults to false.
     */
    protect?: boolean;
    /** How the objects are made. Defaults to `manifests`; docs/helm.md has how to change it. */
    method?: Method;
    /** With method `helm`: the chart. Defaults to RIG's own. */
    chart?: ChartArgs;
    /**
     * Number of pods, 0 to 100. 0 parks the gateway: everything stays but the pods. With `autoscaling` it is the number
     * that a new Deployment starts with, and defaults to its `min`. Defaults to 2.
     */
    replicas?: number;
    /** Sets the number of pods by what they use. Defaults to none: there are as many as `replicas` says. */
    autoscaling?: AutoscalingArgs;
    /** Type of the public Service; the other Services are reachable inside the cluster only. Defaults to `ClusterIP`. */
    serviceType?: ServiceType;
    /** Host name or address of a node, for the output `externalEndpoint`. With service type `NodePort` only. */
    nodeAddress?: string;
    /** The container image. Defaults to RIG 3.0.0's own. */
    image?: ImageArgs;
    /** The Erlang cookie. Defaults to a generated one that is kept in the stack's state. */
    cookie?: CookieArgs;
    /** What runs already, for a rotation of the cookie. Defaults to not known. */
    running?: RunningArgs;
    /** The cluster's DNS domain. Defaults to `cluster.local`. */
    clusterDomain?: string;
    /**
     * RIG's variables by their own names, with the text that RIG reads. Not for secrets. A certificate's PEM text and a
     * JSON document are mounted as files. An absolute path names a file in the image, and `none` says that RIG shall do
     * without one of the files `KAFKA_SSL_*`; neither may be an Output.
     */
    settings?: Record<string, pulumi.Input<string>>;
    /** The same for values that are secrets; no variable may be in both. */
    secretSettings?: Record<string, pulumi.Input<string>>;
    /** The same for values in existing Secrets and ConfigMaps. */
    settingsFrom?: Record<string, SettingSource>;
    /**
     * Groups at message brokers that an earlier deployment of this gateway is in, by RIG's variables of them, such as
     * `KAFKATOFILTER_KAFKA_GROUP_ID`: the gateway goes on in them where `settings` name no other. They are kept in the
     * state when the gateway is first made, and mean nothing later. Defaults to none: the gateway's groups are its own.
     */
    brokerGroups?: Record<string, string>;
    /** HTTPS. Defaults to none, unless `settings` has a certificate. */
    tls?: TlsArgs;
    /** Further environment variables, such as those named by API definitions with `use_env`. */
    extraEnv?: Record<string, EnvSource>;
    /** CPU and memory of a pod. Defaults to requests of 250m and 256Mi and a memory limit of 512Mi. */
    resources?: ResourcesArgs;
    /** User and groups of the pods. Defaults to uid and gid 1000, those of the user in RIG's image. */
    runAs?: RunAsArgs;
    /** Labels of the nodes that may run the pods. Defaults to any node. */
    nodeSelector?: Record<string, string>;
    /** Node taints that the pods tolerate. */
    tolerations?: k8s.types.input.core.v1.Toleration[];
    /** Scheduling rules beyond the spread over hosts and zones that is always asked for. */
    affinity?: k8s.types.input.core.v1.Affinity;
    /** Name of an existing PriorityClass. */
    priorityClassName?: string;
    /** Annotations of the pods. */
    podAnnotations?: Record<string, string>;
    /** Annotations of the public Service, such as those that make a cloud's load balancer an internal one. */
    serviceAnnotations?: Record<string, string>;
    /** Labels of all objects, added to `app.kubernetes.io/*`, which can't be overridden. */
    labels?: Record<string, string>;
    /** Who may talk to whom. */
    networkPolicy?: NetworkPolicyArgs;
    /**
     * Whether a Job checks, whenever the gateway was deployed or changed, that its nodes have formed one cluster. When
     * they haven't within a minute, the deployment fails, with what the Job has found out. Defaults to false.
     */
    clusterCheck?: boolean;
    /** CPU and memory of the cluster check's pod. Defaults to those of the gateway's pods. */
    clusterCheckResources?: ResourcesArgs;
    /** When a pod counts as ready. */
    readinessProbe?: ReadinessProbeArgs;
    /**
     * How many pods a drain may take at a time. A budget that lets no pod go is a warning. Defaults to one pod, with two
     * or more replicas.
     */
    disruptionBudget?: DisruptionBudgetArgs;
    /**
     * Seconds a new pod must be ready before the next one is replaced. Defaults to 60, less
     * `readinessProbe.initialDelaySeconds`: a pod's list of revoked tokens is complete 45 to 55 s after RIG's start.
     */
    minReadySeconds?: number;
    /**
     * Seconds to wait for the gateway. Defaults to 120 + replicas × (90 + minReadySeconds +
     * `readinessProbe.initialDelaySeconds`); with `autoscaling` its `max` counts.
     */
    deployTimeout?: number;
    /** The cluster, for the outputs `target` and `commands`. Defaults to not named. */
    target?: Target;
}
