import type * as pulumi from "@pulumi/pulumi";
import type * as k8s from "@pulumi/kubernetes";

/** How the gateway's objects are made. */
export const Method = {
    /** As single Kubernetes objects. */
    Manifests: "manifests",
    /** Deployment, public and headless Service as a Helm release of RIG's chart; all else as with `manifests`. */
    Helm: "helm",
} as const;
export type Method = (typeof Method)[keyof typeof Method];

/** Type of the public Service. */
export const ServiceType = {
    /** Reachable inside the cluster only. */
    ClusterIP: "ClusterIP",
    /** Also on a port of every node. */
    NodePort: "NodePort",
    /** Also at an address of the cluster's load balancer. */
    LoadBalancer: "LoadBalancer",
} as const;
export type ServiceType = (typeof ServiceType)[keyof typeof ServiceType];

/** When the kubelet pulls the image. */
export const PullPolicy = {
    Always: "Always",
    IfNotPresent: "IfNotPresent",
    Never: "Never",
} as const;
export type PullPolicy = (typeof PullPolicy)[keyof typeof PullPolicy];

/** The container image of RIG. */
export interface ImageArgs {
    /** Defaults to `accenture/reactive-interaction-gateway`. */
    repository?: pulumi.Input<string>;
    /** Defaults to `3.0.0`; not together with `digest`. */
    tag?: pulumi.Input<string>;
    /** `sha256:…`, instead of `tag`. */
    digest?: pulumi.Input<string>;
    /** Defaults to `IfNotPresent`. */
    pullPolicy?: PullPolicy;
    /** Names of Secrets with registry credentials, in the gateway's namespace. Defaults to none. */
    pullSecrets?: string[];
}

/** A key in a Secret or ConfigMap of the gateway's namespace. */
export interface KeyReference {
    /** The object's name. */
    name: string;
    /** The key in it. */
    key: string;
}

/**
 * The Erlang cookie: 32 to 255 letters and digits that all nodes of the cluster share. It is also the key of RIG's
 * connection tokens. It changes with `rotation` only.
 */
export interface CookieArgs {
    /** A cookie of one's own; kept as a secret. Not together with `existingSecret`. */
    value?: pulumi.Input<string>;
    /** A Secret that exists already in the gateway's namespace. It is read and checked, never changed. */
    existingSecret?: KeyReference;
    /**
     * Number of the cookie, 0 or more, which only ever goes up. Another number is another cookie, generated or, with
     * `value` and `existingSecret`, given: all pods are then replaced at once, and nothing else may change in that
     * update. Given, be it 0, it records in the Deployment what the pods are deployed with, which a rotation needs
     * beforehand; docs/cookie.md has the steps. Defaults to 0, without that record.
     */
    rotation?: number;
}

/**
 * What the pods of a gateway were deployed with, as their Deployment tells it. The stack's program reads it in the
 * cluster. A program of one's own gives the number of the cookie in the update that rotates it; without that, the pods
 * are replaced one by one, and two cookies run side by side.
 */
export interface RunningArgs {
    /** Number of the cookie, see `cookie.rotation`. Defaults to 0. */
    cookieRotation?: number;
    /** Whether the rotation to that cookie has begun and isn't complete. Defaults to false. */
    rotating?: boolean;
    /** The Secret and the key that the cookie is taken from. Defaults to not known. */
    cookieSecret?: KeyReference;
    /** The cookie in it, a secret. Defaults to not known. */
    cookie?: pulumi.Input<string>;
    /**
     * Whether that Secret is gone, or has no usable cookie under the key any more. As long as `cookie` names the same
     * Secret and number, it isn't read then, and the pods keep their annotation. Defaults to false.
     */
    cookieLost?: boolean;
    /** The pods' annotation `checksum/cookie`. Defaults to not known: then the cookie isn't compared. */
    cookieFingerprint?: string;
    /** The Deployment's annotation `checksum/arguments`. Defaults to not known: then the arguments aren't compared. */
    argumentsFingerprint?: string;
}

/** Where the value of an environment variable comes from: exactly one of the three. */
export interface EnvSource {
    /** The value itself; not for secrets. */
    value?: pulumi.Input<string>;
    /** A key in an existing Secret. */
    existingSecret?: KeyReference;
    /** A key in an existing ConfigMap. */
    existingConfigMap?: KeyReference;
}

/**
 * Where one of RIG's variables comes from: exactly one of the two. A certificate, a key or a JSON document is mounted, so
 * that a renewal arrives without a restart; anything else becomes a pod's environment when it starts.
 */
export interface SettingSource {
    /** A key in an existing Secret, for what is or may hold a secret, and for files. */
    existingSecret?: KeyReference;
    /** A key in an existing ConfigMap, for certificates and JSON documents. */
    existingConfigMap?: KeyReference;
}

/** Which kind of cert-manager's issuers is meant. */
export const IssuerKind = {
    /** One of the gateway's namespace. */
    Issuer: "Issuer",
    /** One for all namespaces. */
    ClusterIssuer: "ClusterIssuer",
} as const;
export type IssuerKind = (typeof IssuerKind)[keyof typeof IssuerKind];

/** An issuer of cert-manager. */
export interface IssuerArgs {
    /** The issuer's name. */
    name: string;
    /** Defaults to `Issuer`. */
    kind?: IssuerKind;
}

/**
 * The certificate for HTTPS on the ports 4001 and 4011, beside HTTP: an existing one, or one that cert-manager issues.
 * A renewed certificate is used within two minutes, without a restart.
 */
export interface TlsArgs {
    /** Name of an existing Secret of the type `kubernetes.io/tls` in the gateway's namespace. */
    existingSecret?: string;
    /** The issuer to ask; cert-manager has to be installed. Not together with `existingSecret`. */
    issuer?: IssuerArgs;
    /** DNS names of the issued certificate. Defaults to those of the public Service inside the cluster. */
    hosts?: string[];
}

/**
 * Sets the number of pods by what they use, with a HorizontalPodAutoscaler. The deployment leaves the number alone then.
 * At least one of `cpu` and `memory` is needed, and of each a request in `resources`.
 */
export interface AutoscalingArgs {
    /** The smallest number of pods, 1 to 100. */
    min: number;
    /** The largest number of pods, `min` to 100. */
    max: number;
    /** CPU that the pods are to use on average, in percent of their request, 1 to 1000. */
    cpu?: number;
    /** Memory that the pods are to use on average, in percent of their request, 1 to 1000. */
    memory?: number;
    /**
     * How fast it scales, in Kubernetes' shape: `scaleUp` and `scaleDown`. Defaults to Kubernetes' own way up, and down
     * to one pod a minute, when fewer were enough for 300 s: a pod that goes takes its connections along.
     */
    behavior?: k8s.types.input.autoscaling.v2.HorizontalPodAutoscalerBehavior;
}

/** CPU and memory of a pod, as Kubernetes quantities (`250m`, `256Mi`). */
export interface ResourcesArgs {
    /** What the scheduler reserves. */
    requests?: Record<string, string>;
    /** What the kernel enforces. The CPU limit, rounded up, is the number of the VM's schedulers; without it, 2. */
    limits?: Record<string, string>;
}

/**
 * The numeric user and groups of the pods, gateway and cluster check alike. What is left out is 1000, as RIG's image has
 * it.
 */
export interface RunAsArgs {
    /** The uid; not 0, which is root. */
    user?: number;
    /** The gid of the processes. 0 is allowed: OpenShift's own pods have it. */
    group?: number;
    /** The gid that the pods' volumes belong to. */
    fsGroup?: number;
    /**
     * Leaves all three out of the pods, for a platform that assigns them, such as OpenShift with its range for each
     * namespace. Without such a platform no pod starts. Not together with the other three. Defaults to false.
     */
    assignedByPlatform?: boolean;
}

/** A port, or a range of ports, that the gateway's pods may reach. */
export interface EgressPort {
    /** `TCP`, `UDP` or `SCTP`. Defaults to `TCP`. */
    protocol?: pulumi.Input<string>;
    /**
     * The port's number or its name, as a text (`"443"`, `"dns"`): Pulumi's other languages know no unions. Defaults to
     * all ports.
     */
    port?: pulumi.Input<string>;
    /** The last port of a range that begins with the number in `port`. */
    endPort?: pulumi.Input<number>;
}

/** Whom the gateway's pods may talk to, beyond what the settings imply. */
export interface EgressRule {
    /** Peers in Kubernetes' shape. Defaults to anyone. */
    to?: k8s.types.input.networking.v1.NetworkPolicyPeer[];
    /** Defaults to all ports. */
    ports?: EgressPort[];
}

/**
 * Who may talk to the gateway's pods and whom they may talk to. The pods themselves, DNS and the destinations in RIG's
 * settings are always allowed.
 */
export interface NetworkPolicyArgs {
    /** Whether policies are made. Defaults to true. */
    enabled?: boolean;
    /** Peers that may use the public port, in Kubernetes' shape. Defaults to none given: anyone. */
    publicFrom?: k8s.types.input.networking.v1.NetworkPolicyPeer[];
    /** Peers that may use the admin port, which has no authentication. Defaults to none: no one. */
    adminFrom?: k8s.types.input.networking.v1.NetworkPolicyPeer[];
    /** Egress rules beyond what the settings imply, such as for targets of API definitions set at run time. */
    egressTo?: EgressRule[];
    /**
     * Where DNS is asked, as one egress rule. A policy sees the port behind the DNS Service: defaults to port 53
     * anywhere, and to the ports named `dns` and `dns-tcp` of the pods in `kube-system` and `openshift-dns`. With `to`
     * alone the ports are these four; with `ports` alone the peers are anyone.
     */
    dns?: EgressRule;
}

/**
 * The chart of method `helm`, and where it comes from. It has to be made like RIG's own: a Deployment, a Service and a
 * headless Service, values as there, and the container's variables from `deployment.env`.
 */
export interface ChartArgs {
    /** URL of a repository: `https://…`, or `oci://…` with all but the chart's name. Defaults to RIG's own. */
    repository?: string;
    /** Name in the repository. Defaults to `reactive-interaction-gateway`. */
    name?: string;
    /** The exact version. Defaults to `2.1.3`. */
    version?: string;
    /** Folder or archive of a chart, relative to the program or absolute. Not together with the other three. */
    path?: string;
    /**
     * Values of the chart beyond those that follow from the other arguments, for what a chart of one's own adds. Plain
     * values; not for secrets.
     */
    values?: pulumi.Inputs;
}

/** A step of bringing an existing deployment under a stack; docs/adoption.md has all of them. */
export const AdoptionStep = {
    /** Pulumi's own import: the objects come into the state as they are, and stay as they are. */
    Import: "import",
    /** The Services become the gateway's under the names and addresses that they have, and the Deployment is replaced. */
    Replace: "replace",
} as const;
export type AdoptionStep = (typeof AdoptionStep)[keyof typeof AdoptionStep];

/** Names of objects that are called otherwise than follows from the gateway's name. */
export interface ObjectNameArgs {
    /** The Deployment's. */
    deployment?: string;
    /** The public Service's. */
    service?: string;
    /** The headless Service's. */
    headlessService?: string;
}

/** When a pod counts as ready: for Services, for rollouts, and for the disruption budget. */
export interface ReadinessProbeArgs {
    /**
     * Seconds from the start of a pod's container until it may be ready, 0 to 3600. Defaults to 75 with `JWT_SECRET_KEY`
     * and two or more replicas, else to 0: a pod's list of revoked tokens is complete 45 to 55 s after RIG's start, which
     * takes up to 14 s at 250m CPU. A first deployment, and a restart of all pods, takes that much longer.
     */
    initialDelaySeconds?: number;
}

/** How many pods a drain of a node may take at a time: exactly one of the two. */
export interface DisruptionBudgetArgs {
    /** Number of pods that have to stay, or a percentage of the replicas (`"50%"`), rounded up. */
    minAvailable?: string;
    /** Number of pods that may be away, or a percentage of the replicas (`"50%"`), rounded up. */
    maxUnavailable?: string;
}

/** Names under which a gateway was deployed at first. */
export interface InstanceArgs {
    /** The project's. Defaults to what it is called now. */
    project?: string;
    /** The stack's. Defaults to what it is called now. */
    stack?: string;
}

/** The cluster that is deployed to, as the outputs tell it. */
export interface Target {
    /** The kubeconfig context. */
    context: string;
    /** The URL of the API server. */
    server: string;
}

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
