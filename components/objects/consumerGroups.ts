import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { GatewayArgs } from "../args";
import { groupsAfterNames, unnamedGroups, uniqueGroup, sharedGroupsWarning } from "../model/consumerGroups";
import { instanceLabelKey } from "../model/labels";
import type { Scope } from "./scope";
import { configuredVariables } from "../rig/configuredVariables";

/**
 * Characters of the fingerprints' key. Gateways of earlier versions have one of 48, and Pulumi, told to ignore changes of
 * the length, leaves it so: by that a gateway is known whose groups follow from names alone.
 */
export const fingerprintKeyLength = 64;

/**
 * The groups at message brokers that a gateway needs and that were left out. A random id in the state makes them the
 * gateway's own: another cluster, another state and another namespace may have a gateway with all the same names.
 * Groups in which the gateway's pods are already stay; those are kept in the state, too.
 *
 * @param keyLength Length of the fingerprints' key, as the state has it.
 * @param protect Whether the id is protected from deletion: with another one the gateway would be in other groups.
 */
export function brokerGroups(
    scope: Scope,
    args: GatewayArgs,
    keyLength: pulumi.Output<number>,
    protect: boolean,
): Readonly<Record<string, pulumi.Output<string>>> {
    const variables = configuredVariables(args);
    const label = scope.selector[instanceLabelKey] ?? "";
    const { keepers, hex } = new random.RandomId(
        `${scope.resourceName}-broker-groups`,
        {
            byteLength: 5,
            keepers: keyLength.apply((length) => ({
                instance: label,
                ...(args.brokerGroups ?? (length < fingerprintKeyLength ? groupsAfterNames(variables, label) : {})),
            })),
        },
        { ...scope.options, ignoreChanges: ["keepers"], protect },
    );
    keepers.apply((kept = {}) => {
        const warning = sharedGroupsWarning(variables, kept);
        if (warning !== undefined) {
            void pulumi.log.warn(warning, scope.options.parent);
        }
    });
    return Object.fromEntries(
        unnamedGroups(variables).map((variable) => [
            variable,
            // Known as soon as it can be: the id isn't yet in the preview of the update that makes it.
            keepers.apply(({ [variable]: group, instance = label } = {}) =>
                group === undefined
                    ? hex.apply((id) => uniqueGroup(variable, instance, id, variables.catalogue))
                    : pulumi.output(group),
            ),
        ]),
    );
}
