import * as pulumi from "@pulumi/pulumi";
import { Method, ServiceType, type GatewayArgs, type KeyReference, type Target } from "./args";
import { validatedArgs } from "./arguments/validate";
import { requireUniqueNames } from "./arguments/uniqueness";
import { GatewayBuild } from "./gatewayBuild";
import { erlangCookie } from "./objects/cookie";
import { endpoints, serviceHost } from "./objects/endpoints";
import { releasedObjects } from "./helm/release";
import type { RenderedObject } from "./helm/rendering";
import type { AutoscalingRange, GatewayOutputs } from "./outputs";
import { commands, type Commands } from "./model/commands";
import { replicaRange } from "./model/replicas";
import { type Scope } from "./objects/scope";
import { warnings } from "./arguments/warnings";

/**
 * A Reactive Interaction Gateway: a cluster of Erlang nodes with its namespace, cookie, Services, policies and
 * its other objects. One stack may have several gateways, each with its own `name` or namespace.
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
     * @param args The gateway's arguments.
     * @param opts The usual options. A provider for `kubernetes` belongs here: the default provider deploys to the
     * current context.
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
        const build = new GatewayBuild(name, args, this, args.protect ?? opts?.protect ?? false);
        build.makeAll();
        builds.set(this, build);
        const { scope } = build;
        const workload = build.workload();
        const { internal, external, https, admin: adminUrl } = endpoints(scope, args, workload.publicService);

        this.method = pulumi.output(args.method ?? Method.Manifests);
        this.namespace = scope.namespace;
        this.deploymentName = workload.deploymentName;
        this.serviceName = workload.serviceName;
        this.adminServiceName = build.require("adminService").metadata.name;
        this.headlessServiceName = workload.headlessServiceName;
        this.dnsName = serviceHost(scope, args, scope.names.headlessService);
        this.serviceType = pulumi.output(serviceType);
        this.replicas = pulumi.output(range.least);
        this.autoscaling = args.autoscaling && pulumi.output({ min: range.least, max: range.most });
        this.internalEndpoint = internal;
        this.externalEndpoint = external;
        this.endpoint = external ?? internal;
        this.httpsEndpoint = https;
        this.adminEndpoint = adminUrl;
        this.cookieSecret = pulumi.output(erlangCookie(build).secret);
        this.target = args.target && pulumi.output(args.target);
        this.commands = this.shellCommands(scope, args);
        this.registerOutputs(this.outputs());
    }

    /** The outputs that apply to this gateway, for a program to export. */
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
     * With method `helm`, the objects of the release as Helm will have them, for a comparison before the update. In a
     * preview the output is unknown while a part of the objects is.
     */
    public releaseObjects(): pulumi.Output<RenderedObject[]> | undefined {
        const build = builds.get(this);
        return build?.args.method === Method.Helm ? releasedObjects(build) : undefined;
    }

    /**
     * Names of the current versions of the objects whose names have a suffix (ConfigMap, Secrets, policies), once the
     * rollout has succeeded: the other versions may be removed then.
     */
    public currentVersionNames(): pulumi.Output<string[]> {
        const build = builds.get(this);
        return build === undefined ? pulumi.output([]) : suffixedNames(build);
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

/** Not a property of the class: Pulumi would make it an output in other languages. */
const builds = new WeakMap<Gateway, GatewayBuild>();

/** Names of the objects that new content replaces, resolved once the rollout has succeeded. */
function suffixedNames(build: GatewayBuild): pulumi.Output<string[]> {
    const names = (
        [
            "settings",
            "secretSettings",
            "rotatedCookieSecret",
            "publicPolicy",
            "adminPolicy",
            "destinationsPolicy",
        ] as const
    ).flatMap((key) => build.get(key)?.metadata.name ?? []);
    return build.workload().deployed.urn.apply(() => pulumi.all(names));
}

/**
 * The arguments for the state, so that a preview shows their changes, with secrets marked. `running` and `brokerGroups` are
 * left out: they describe the cluster and change with each update.
 */
function componentInputs({ running: _r, brokerGroups: _b, ...args }: GatewayArgs): pulumi.Inputs {
    return {
        ...args,
        ...(args.cookie && { cookie: pulumi.secret(args.cookie) }),
        ...(args.secretSettings && { secretSettings: pulumi.secret(args.secretSettings) }),
    };
}
