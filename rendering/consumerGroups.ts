import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../components/args";
import {
    groupsNamedByInstance,
    groupVariables,
    uniqueGroup,
    type BrokerGroups,
} from "../components/model/consumerGroups";
import { defaultName, instanceLabel } from "../components/model/names";
import { isRecord } from "../components/validation/record";
import { configuredVariables } from "../components/rig/configuredVariables";

/**
 * The groups at message brokers in the rendered files: those of the live stack, or else groups that follow from the names
 * alone. A random id would differ at each rendering, since its state is thrown away.
 *
 * @param live The properties of the groups' id in the live stack's state, as JSON.
 */
export function renderedGroups(gateway: Omit<GatewayArgs, "namespace">, live: string | undefined): BrokerGroups {
    const instance = instanceLabel({
        project: pulumi.getProject(),
        stack: pulumi.getStack(),
        name: gateway.name ?? defaultName,
    });
    const state: unknown = live === undefined ? undefined : JSON.parse(live);
    if (!isRecord(state)) {
        return groupsNamedByInstance(configuredVariables(gateway), instance);
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
