import * as pulumi from "@pulumi/pulumi";
import { AdoptionStep, Method, ServiceType, type GatewayArgs, type KeyReference, type Target } from "./args";
import { validatedArgs } from "./arguments/validate";
import { requireUniqueNames } from "./arguments/uniqueness";
import { erlangCookie } from "./objects/cookie";
import { endpoints, serviceHost } from "./objects/endpoints";
import { fingerprintKey } from "./objects/fingerprintKey";
import { release, type Release } from "./helm/release";
import type { RenderedObject } from "./helm/rendering";
import { autoscaler } from "./objects/autoscaler";
import { clusterCheck } from "./objects/clusterCheckJob";
import { podConfiguration } from "./objects/podConfiguration";
import { disruptionBudget } from "./objects/disruptionBudget";
import { namespace } from "./objects/namespace";
import { networkPolicies } from "./objects/networkPolicies";
import { serviceAccount } from "./objects/serviceAccount";
import { adminService } from "./objects/services";
import { manifests } from "./objects/manifests";
import type { AutoscalingRange, GatewayOutputs } from "./outputs";
import { commands, type Commands } from "./model/commands";
import { objectLabels } from "./model/labels";
import { hasDisruptionBudget } from "./model/disruptionBudget";
import { minReadySeconds, readinessDelay } from "./model/readiness";
import { replicaRange, replicasAtStart } from "./model/size";
import { defaultDeployTimeout } from "./model/timeouts";
import { cookieRotation } from "./objects/cookieRotation";
import { gatewayIdentity, gatewayScope, ownerAnnotations, type Scope } from "./objects/scope";
import { tlsSecret } from "./objects/tls";
import { warnings } from "./arguments/warnings";

/**
 * A Reactive Interaction Gateway: a cluster of Erlang nodes with its namespace, cookie, Services, policies and
 * everything else that it needs to form and to stay. Several may be made in one stack, each with a `name` or a
 * namespace of its own.
 *
 * @example
 * const gateway = new Gateway("rig", { namespace: "rig", replicas: 3 }, { provider });
 * export const url = gateway.internalEndpoint;
 */
export class Gateway extends pulumi.ComponentResource implements GatewayOutputs {
    public readonly method: pulumi.Output<Method>;
    public readonly namespace: pulumi.Output<string>;
    public readonly deploymentName: pulumi.Output<string>;
    public readonly serviceName: pulumi.Output<string>;
    public readonly adminServiceName: pulumi.Output<string>;
    public readonly headlessServiceName: pulumi.Output<string>;
    public readonly dnsName: pulumi.Output<string>;
    public readonly serviceType: pulumi.Output<ServiceType>;
    public readonly replicas: pulumi.Output<number>;
    public readonly autoscaling?: pulumi.Output<AutoscalingRange>;
    public readonly internalEndpoint: pulumi.Output<string>;
    public readonly externalEndpoint?: pulumi.Output<string>;
    public readonly endpoint: pulumi.Output<string>;
    public readonly httpsEndpoint?: pulumi.Output<string>;
    public readonly adminEndpoint: pulumi.Output<string>;
    public readonly cookieSecret: pulumi.Output<KeyReference>;
    public readonly target?: pulumi.Output<Target>;
    public readonly commands: pulumi.Output<Commands>;

    /**
     * @param name Name of the component in the stack, unique there.
     * @param args What the gateway is to be.
     * @param opts The usual options. A provider for `kubernetes` belongs here: the default provider deploys to whatever
     * context is the current one.
     * @throws RunError that lists every problem of the arguments, before anything is registered.
     */
    constructor(name: string, args: GatewayArgs, opts?: pulumi.ComponentResourceOptions) {
        args = validatedArgs(name, args);
        super("rig:index:Gateway", name, componentInputs(args), opts);
        args = { ...args, namespace: requireUniqueNames(name, args, this.getProvider("kubernetes:core/v1:Namespace")) };
        for (const warning of warnings(args)) {
            void pulumi.log.warn(warning, this);
        }

        const { serviceType = ServiceType.ClusterIP } = args;
        const range = replicaRange(args);
        // Each resource says for itself whether it is protected: one that is replaced at every change must not be.
        const { protect = opts?.protect ?? false } = args;
        const [ready, delay] = [minReadySeconds(args), readinessDelay(args)];
        const { deployTimeout = defaultDeployTimeout(range.most, delay + ready) } = args;

        const scope = this.scope(name, args, protect);
        const { result: key, length: keyLength } = fingerprintKey(scope);
        const rotation = cookieRotation(args, key);
        const cookie = erlangCookie(scope, args, { key, rotation, protect, gateway: this });
        const dnsName = serviceHost(scope, args, scope.names.headlessService);
        const tls = tlsSecret(scope, args, deployTimeout);
        const admin = adminService(scope);
        const policies = networkPolicies(scope, args);
        const configuration = podConfiguration(scope, args, {
            cookie,
            keyLength,
            dnsName,
            tlsSecret: tls?.name,
            protect,
        });
        const parts = {
            replicas: replicasAtStart(args),
            isAutoscaled: args.autoscaling !== undefined,
            serviceType,
            minReadySeconds: ready,
            deployTimeout,
            protect,
            ...configuration,
            rotation,
            serviceAccount: serviceAccount(scope).metadata.name,
            before: [
                admin,
                ...(tls?.certificate ? [tls.certificate] : []),
                ...policies,
                ...(hasDisruptionBudget(args) ? [disruptionBudget(scope, args)] : []),
            ],
        };
        const released = args.method === Method.Helm ? release(scope, args, parts) : undefined;
        if (released !== undefined) {
            releases.set(this, released);
        }
        const workload = released ?? manifests(scope, args, parts);
        const names = [
            ...[...configuration.objects, ...policies].map(({ metadata }) => metadata.name),
            cookie.secret.name,
        ];
        currentVersions.set(
            this,
            workload.deployed.urn.apply(() => pulumi.all(names)),
        );
        if (args.autoscaling !== undefined && args.adopt !== AdoptionStep.Import) {
            autoscaler(scope, args.autoscaling, workload);
        }
        // What is only just imported are pods of someone else's; a gateway that is parked has none.
        if (args.clusterCheck && args.adopt !== AdoptionStep.Import && range.most > 0) {
            clusterCheck(scope, args, { replicas: range, dnsName, serviceAccount: parts.serviceAccount, workload });
        }
        const { internal, external, https, admin: adminUrl } = endpoints(scope, args, workload.publicService);

        this.method = pulumi.output(args.method ?? Method.Manifests);
        this.namespace = scope.namespace;
        this.deploymentName = workload.deploymentName;
        this.serviceName = workload.serviceName;
        this.adminServiceName = admin.metadata.name;
        this.headlessServiceName = workload.headlessServiceName;
        this.dnsName = dnsName;
        this.serviceType = pulumi.output(serviceType);
        this.replicas = pulumi.output(range.least);
        this.autoscaling = args.autoscaling && pulumi.output({ min: range.least, max: range.most });
        this.internalEndpoint = internal;
        this.externalEndpoint = external;
        this.endpoint = external ?? internal;
        this.httpsEndpoint = https;
        this.adminEndpoint = adminUrl;
        this.cookieSecret = pulumi.output(cookie.secret);
        this.target = args.target && pulumi.output(args.target);
        this.commands = this.shellCommands(scope, args);
        this.registerOutputs(this.outputs());
    }

    /** The outputs, without those that don't apply: what a program exports. */
    public outputs(): GatewayOutputs {
        return {
            method: this.method,
            namespace: this.namespace,
            deploymentName: this.deploymentName,
            serviceName: this.serviceName,
            adminServiceName: this.adminServiceName,
            headlessServiceName: this.headlessServiceName,
            dnsName: this.dnsName,
            serviceType: this.serviceType,
            replicas: this.replicas,
            ...(this.autoscaling && { autoscaling: this.autoscaling }),
            internalEndpoint: this.internalEndpoint,
            ...(this.externalEndpoint && { externalEndpoint: this.externalEndpoint }),
            endpoint: this.endpoint,
            ...(this.httpsEndpoint && { httpsEndpoint: this.httpsEndpoint }),
            adminEndpoint: this.adminEndpoint,
            cookieSecret: this.cookieSecret,
            ...(this.target && { target: this.target }),
            commands: this.commands,
        };
    }

    /**
     * With method `helm`, the objects of the release as Helm will have them, for a look at them beforehand. In a preview
     * it is unknown as long as something in them is.
     */
    public releaseObjects(): pulumi.Output<RenderedObject[]> | undefined {
        return releases.get(this)?.objects();
    }

    /**
     * Names of the current versions of the objects whose names have a suffix (ConfigMap, Secrets, policies), once the
     * rollout has succeeded: the other versions may be removed then.
     */
    public currentVersionNames(): pulumi.Output<string[]> {
        return currentVersions.get(this) ?? pulumi.output([]);
    }

    private scope(name: string, args: GatewayArgs, protect: boolean): Scope {
        const labels = objectLabels(gatewayIdentity(args), args.labels);
        const own =
            (args.createNamespace ?? true)
                ? namespace(name, args.namespace, labels, ownerAnnotations(args), { parent: this, protect })
                : undefined;
        return gatewayScope(name, args, own?.metadata.name ?? pulumi.output(args.namespace), {
            parent: this,
            protect: false,
        });
    }

    private shellCommands(scope: Scope, args: GatewayArgs): pulumi.Output<Commands> {
        return pulumi
            .all([this.namespace, this.deploymentName, this.serviceName, this.cookieSecret])
            .apply(([inNamespace, deploymentName, service, cookieSecret]) =>
                commands({
                    context: args.target?.context,
                    namespace: inNamespace,
                    deployment: deploymentName,
                    service,
                    selector: scope.selector,
                    cookieSecret,
                    adminPort: scope.httpPorts.admin,
                }),
            );
    }
}

/** Not a property of the class: to Pulumi's other languages it would be an output. */
const releases = new WeakMap<Gateway, Release>();

/** {@link releases} */
const currentVersions = new WeakMap<Gateway, pulumi.Output<string[]>>();

/**
 * The arguments as the state keeps them, for a readable "what changed"; what is secret is marked. What runs is none of
 * them: it is another after each update.
 */
function componentInputs({ running: _r, brokerGroups: _b, ...args }: GatewayArgs): pulumi.Inputs {
    return {
        ...args,
        ...(args.cookie && { cookie: pulumi.secret(args.cookie) }),
        ...(args.secretSettings && { secretSettings: pulumi.secret(args.secretSettings) }),
    };
}
