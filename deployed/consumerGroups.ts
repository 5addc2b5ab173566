import { groupsOfEnvironment, type BrokerGroups } from "../components/model/consumerGroups";
import type { DesiredState } from "./desiredState";
import { ownDeployment } from "./ownership";
import { objectList, podContainers, podSpec } from "../kubernetes/podSpec";
import type { ClusterReader, FoundObject, Lookup } from "../kubernetes/reader";

/**
 * The groups at message brokers of the Deployment's pods, be it the gateway's own or one that it adopts; undefined where
 * there is no Deployment. In a new group, RIG begins with the newest event, so the events that arrive before would be lost.
 *
 * @param adopted The Deployment that is adopted, during an adoption.
 */
export async function deployedBrokerGroups(
    reader: ClusterReader,
    desired: DesiredState,
    adopted?: Lookup,
): Promise<BrokerGroups | undefined> {
    const found = adopted ?? (await ownDeployment(reader, desired));
    return typeof found === "object" ? groupsOf(found) : undefined;
}

function groupsOf(deployment: FoundObject): BrokerGroups {
    const { rig } = podContainers(podSpec(deployment));
    const environment = new Map(
        objectList(rig.env).map(({ name, value, valueFrom }): [string, string | undefined] => [
            String(name),
            valueFrom === undefined ? literalText(value) : undefined,
        ]),
    );
    const groups = groupsOfEnvironment(environment);
    // Where `envFrom` adds variables, one that isn't listed may have another value than its default.
    return objectList(rig.envFrom).length === 0
        ? groups
        : Object.fromEntries(Object.entries(groups).filter(([name]) => environment.has(name)));
}

/** The API server leaves an empty text out. */
function literalText(value: unknown): string {
    return typeof value === "string" ? value : "";
}
