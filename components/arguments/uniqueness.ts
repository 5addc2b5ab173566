import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../args";
import { defaultName, fullName } from "../model/names";
import { problemsError, type Problem } from "../validation/problem";

/** A gateway of the running program, with the properties that no other gateway may share. */
interface DeclaredGateway {
    readonly resourceName: string;
    /** Undefined for the default provider. */
    readonly provider: pulumi.ProviderResource | undefined;
    readonly namespace: string;
    readonly objects: string;
    readonly makesNamespace: boolean;
}

/** The gateways of each run of a program. Each run has a connection to the engine of its own. */
const declaredGateways = new WeakMap<object, DeclaredGateway[]>();

/**
 * Makes sure that no two gateways of one program have the same objects: each would take over, or delete, the other's
 * objects.
 *
 * @param provider The gateway's own; a gateway with another provider is taken to be in another cluster.
 * @returns The namespace for the gateway's objects. A namespace that is known only later is checked then.
 * @throws RunError that names both gateways.
 */
export function requireUniqueNames(
    resourceName: string,
    args: GatewayArgs,
    provider: pulumi.ProviderResource | undefined,
): pulumi.Input<string> {
    const { name = defaultName, createNamespace = true } = args;
    const claim = (namespace: string) => {
        add({ resourceName, provider, namespace, objects: fullName(name), makesNamespace: createNamespace });
        return namespace;
    };
    return typeof args.namespace === "string" ? claim(args.namespace) : pulumi.output(args.namespace).apply(claim);
}

function add(claim: DeclaredGateway): void {
    const run = pulumi.runtime.getMonitor();
    if (run === undefined) {
        return;
    }
    const others = declaredGateways.get(run) ?? [];
    const problems = others
        .filter(({ provider, namespace }) => provider === claim.provider && namespace === claim.namespace)
        .flatMap((other) => conflict(claim, other));
    if (problems.length > 0) {
        throw problemsError(`Gateway ${claim.resourceName}`, problems);
    }
    declaredGateways.set(run, [...others, claim]);
}

function conflict(claim: DeclaredGateway, other: DeclaredGateway): Problem[] {
    if (claim.objects === other.objects) {
        return [
            {
                path: ["name"],
                message: `gateway ${other.resourceName} has the same name in namespace ${claim.namespace}, and so the same objects. Give one of the two another name, or another namespace.`,
            },
        ];
    }
    return claim.makesNamespace && other.makesNamespace
        ? [
              {
                  path: ["createNamespace"],
                  message: `gateway ${other.resourceName} makes the namespace ${claim.namespace}, too. Set it to false on both, and make the namespace in the program.`,
              },
          ]
        : [];
}
