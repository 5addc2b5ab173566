import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { groupsNamedByInstance, sharedGroupsWarning, uniqueGroup, unnamedGroups } from "../model/consumerGroups";
import { instanceLabelKey } from "../model/labels";
import { configuredVariables } from "../rig/configuredVariables";
import type { Build } from "./build";
import { fingerprintKeyLength } from "./fingerprintKey";

/**
 * The id in the names of the gateway's groups at message brokers: a gateway in another cluster, state or
 * namespace may have the same names. The keepers record the groups that the gateway's pods already use. With another id the
 * gateway would use other groups.
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

/** The consumer groups that the gateway needs and its settings leave out, by RIG variable. */
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
            // A recorded group is known in a preview, even in the one before the id exists.
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
