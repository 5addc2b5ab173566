import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { groupsNamedByInstance, sharedGroupsWarning, uniqueGroup, unnamedGroups } from "../model/consumerGroups";
import { instanceLabelKey } from "../model/labels";
import { configuredVariables } from "../rig/configuredVariables";
import type { Build } from "./build";
import { fingerprintKeyLength } from "./fingerprintKey";

/**
 * The id in the names of the gateway's groups at message brokers: another cluster, another state and another namespace
 * may have a gateway with all the same names. The groups in which the gateway's pods are already are kept with it. With
 * another id the gateway would be in other groups.
 */
export function brokerGroups(build: Build): random.RandomId {
    const { args } = build;
    const { name, options } = build.resource("brokerGroups");
    const instance = instanceLabelOf(build);
    return new random.RandomId(
        name,
        {
            byteLength: 5,
            keepers: build.require("fingerprintKey").length.apply((length) => ({
                instance,
                ...(args.brokerGroups ??
                    (length < fingerprintKeyLength ? groupsNamedByInstance(configuredVariables(args), instance) : {})),
            })),
        },
        { ...options, ignoreChanges: ["keepers"] },
    );
}

/** The groups at message brokers that the gateway needs and that its settings leave out, by RIG's variables of them. */
export function consumerGroups(build: Build): Readonly<Record<string, pulumi.Output<string>>> {
    const variables = configuredVariables(build.args);
    const currentInstance = instanceLabelOf(build);
    const { keepers, hex } = build.require("brokerGroups");
    keepers.apply((kept = {}) => {
        const warning = sharedGroupsWarning(variables, kept);
        if (warning !== undefined) {
            void pulumi.log.warn(warning, build.gateway);
        }
    });
    return Object.fromEntries(
        unnamedGroups(variables).map((variable) => [
            variable,
            // Known as soon as it can be: the id isn't yet in the preview of the update that makes it.
            keepers.apply(({ [variable]: group, instance = currentInstance } = {}) =>
                group === undefined
                    ? hex.apply((id) => uniqueGroup(variable, instance, id, variables.catalogue))
                    : pulumi.output(group),
            ),
        ]),
    );
}

function instanceLabelOf({ scope }: Build): string {
    return scope.selector[instanceLabelKey] ?? "";
}
