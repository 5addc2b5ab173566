import * as pulumi from "@pulumi/pulumi";
import type { GatewayArgs } from "../components/args";
import { groupIds, groupVariables, ownGroup, type BrokerGroups } from "../components/plan/groups";
import { defaultName, instanceLabel } from "../components/plan/naming";
import { isRecord } from "../components/plan/records";
import { given } from "../components/settings/given";

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
        return groupIds(given(gateway), instance);
    }
    const { instance: recorded = instance, ...kept } = texts(state.keepers);
    const own = groupVariables.map((variable): [string, string] => [
        variable,
        ownGroup(variable, recorded, String(state.hex)),
    ]);
    return { ...Object.fromEntries(own), ...kept };
}

function texts(values: unknown): Readonly<Record<string, string>> {
    return Object.fromEntries(
        Object.entries(isRecord(values) ? values : {}).map(([name, text]) => [name, String(text)]),
    );
}
