import * as pulumi from "@pulumi/pulumi";
import { Method, type GatewayArgs } from "./args";
import { releaseWorkload } from "./helm/release";
import type { Build, GatewayResources, ResourceKey, Workload } from "./objects/build";
import { allowedCookieChange } from "./objects/cookie";
import { gatewayScope, type Scope } from "./objects/scope";
import { manifestsWorkload } from "./objects/workload";
import { isRegistered } from "./plannedObjects";
import { registry, resourceKeys } from "./registry";

/** Makes the resources of one gateway from the registry. */
export class GatewayBuild implements Build {
    readonly scope: Scope;
    private readonly resources: { -readonly [Key in ResourceKey]?: GatewayResources[Key] } = {};

    /**
     * @param name The component's name.
     * @param protect Whether to protect the resources that the registry marks.
     */
    constructor(
        name: string,
        readonly args: GatewayArgs,
        readonly gateway: pulumi.Resource,
        private readonly protect: boolean,
    ) {
        const namespaceArg = pulumi.output(args.namespace);
        this.scope = gatewayScope(name, args, namespaceArg);
        // Every object depends on the namespace, so all wait for the check of the cookie.
        const allowedChange = allowedCookieChange(this);
        this.scope = gatewayScope(
            name,
            args,
            allowedChange === undefined ? namespaceArg : allowedChange.apply(() => namespaceArg),
        );
        const namespace = this.get("namespace");
        if (namespace !== undefined) {
            this.scope = { ...this.scope, namespace: namespace.metadata.name };
        }
    }

    /** Makes all resources whose conditions hold. */
    makeAll(): void {
        for (const key of resourceKeys) {
            this.get(key);
        }
    }

    resource(key: ResourceKey) {
        const { resource, isProtected } = registry[key];
        return {
            name: `${this.scope.resourceName}-${resource}`,
            // Explicit for each resource, which would inherit the component's option otherwise.
            options: { parent: this.gateway, protect: Boolean(isProtected) && this.protect },
        };
    }

    get<Key extends ResourceKey>(key: Key): GatewayResources[Key] | undefined {
        if (this.resources[key] === undefined && isRegistered(key, this.args)) {
            this.resources[key] = registry[key].construct(this);
        }
        return this.resources[key];
    }

    require<Key extends ResourceKey>(key: Key): GatewayResources[Key] {
        const resource = this.get(key);
        if (resource === undefined) {
            throw new Error(`The arguments ask for no ${key}.`);
        }
        return resource;
    }

    beforePods(): pulumi.Resource[] {
        return resourceKeys.filter((key) => registry[key].isBeforePods).flatMap((key) => this.get(key) ?? []);
    }

    workload(): Workload {
        return this.args.method === Method.Helm ? releaseWorkload(this) : manifestsWorkload(this);
    }
}
