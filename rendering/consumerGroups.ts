import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../components/args";
import { groupsAfterNames, groupVariables, uniqueGroup, type BrokerGroups } from "../components/model/consumerGroups";
import { defaultName, instanceLabel } from "../components/model/names";
import { isRecord } from "../components/validation/record";
import { configuredVariables } from "../components/rig/configuredVariables";

/**
 * The groups at message brokers that are rendered: those of the live stack, and without one, those that follow from the
 * names alone. The same configuration is always rendered the same, and a random id in a state that is thrown away isn't
 * the same twice.
 *
 * @param live What the live stack's state has of its groups, as JSON.
 */
export function renderedGroups(gateway: Omit<GatewayArgs, "namespace">, live: string | undefined): BrokerGroups {
    const instance = instanceLabel({
        project: pulumi.getProject(),
        stack: pulumi.getStack(),
        name: gateway.name ?? defaultName,
    });
    const state: unknown = live === undefined ? undefined : JSON.parse(live);
    if (!isRecord(state)) {
        return groupsAfterNames(configuredVariables(gateway), instance);
    }
    const { instance: recorded = instance, ...kept } = texts(state.keepers);
    const own = groupVariables.map((variable): [string, string] => [
        variable,
        uniqueGroup(variable, recorded, String(state.hex)),
    ]);
    return { ...Object.fromEntries(own), ...kept };
}

function texts(values: unknown): Readonly<Record<string, string>> {
    return Object.fromEntries(
        Object.entries(isRecord(values) ? values : {}).map(([name, text]) => [name, String(text)]),
    );
}
