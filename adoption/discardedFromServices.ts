import { toolAnnotations } from "../components/model/annotations";
import { clusterPorts, portNames, ports } from "../components/rig/ports";
import { configuredVariables } from "../components/rig/configuredVariables";
import type { AdoptedObjects } from "./adoptedObjects";
import { desiredNames, title, type DesiredState } from "../deployed/desiredState";
import type { FoundObject } from "../kubernetes/reader";
import { portNumbers } from "./eligibility";
import type { PortReference, ServiceUser } from "./serviceUsers";

/** What the public Service has and the stack doesn't say; lines of text. */
export function discardedFromPublicService(service: FoundObject, desired: DesiredState): string[] {
    const { adminService } = desiredNames(desired);
    const annotations = lostAnnotations(service, desired.gateway.serviceAnnotations);
    return [
        ...portLosses(service, publicPorts(desired), "public", `The admin port is then on Service ${adminService}.`),
        ...(annotations.length === 0
            ? []
            : [
                  `Gone after step replace, if kubectl or Helm made them: the annotations ${annotations.join(", ")} of the public Service. To keep them: serviceAnnotations.`,
              ]),
    ];
}

/** The same for the headless Service, of which RIG itself uses the name only. */
export function discardedFromHeadlessService(service: FoundObject, desired: DesiredState): string[] {
    const { publicService, adminService } = desiredNames(desired);
    const annotations = lostAnnotations(service, {});
    const instead = `Whatever uses one, such as a scrape or an SRV look-up, goes to Service ${publicService} (${ports.public}) or ${adminService} (${ports.admin}).`;
    return [
        ...portLosses(service, headlessPorts, "headless", instead),
        ...(annotations.length === 0
            ? []
            : [
                  `Gone after step replace, if kubectl or Helm made them: the annotations ${annotations.join(", ")} of the headless Service.`,
              ]),
    ];
}

/** What leads to the Services from outside of RIG, and whether it still does after the adoption; lines of text. */
export function affectedServiceUsers(
    { serviceUsers: { found, unseen } }: AdoptedObjects,
    desired: DesiredState,
): string[] {
    const { publicService, adminService } = desiredNames(desired);
    const staying = (service: string) => (service === publicService ? publicPorts(desired) : headlessPorts);
    const isOpen = ({ port }: ServiceUser) => port === undefined;
    const stays = ({ service, port }: ServiceUser) =>
        staying(service).some(({ name, number }) => port === number || port === name);
    const closed = found.filter((each) => !isOpen(each));
    const lines: readonly (readonly [users: readonly ServiceUser[], text: (names: string) => string])[] = [
        [
            closed.filter((each) => !stays(each)),
            (names) =>
                `Leads to nothing after step replace: ${names}. Point it to port ${ports.public} of Service ${publicService}, or port ${ports.admin} of Service ${adminService}.`,
        ],
        [closed.filter(stays), (names) => `Interrupted by step replace, and goes on afterwards: ${names}.`],
        [
            found.filter(isOpen),
            (names) =>
                `Other names of what is adopted: ${names}. Whoever uses one needs port ${publicPorts(desired)
                    .map(({ number }) => number)
                    .join(" or ")} of it, or port ${ports.admin} of Service ${adminService}, after step replace.`,
        ],
    ];
    return [
        ...lines.flatMap(([users, text]) => (users.length === 0 ? [] : [text(users.map(userText).join("; "))])),
        ...(unseen.length === 0
            ? []
            : [
                  `Whether something else leads to the Services wasn't looked at, since the user of the kubeconfig may not list it: ${unseen.join(", ")}.`,
              ]),
    ];
}

interface NamedPort {
    readonly name: string;
    readonly number: number;
}

const headlessPorts: readonly NamedPort[] = clusterPorts.map(({ name, port }) => ({ name, number: port }));

function publicPorts({ gateway }: DesiredState): NamedPort[] {
    const isTls = configuredVariables(gateway).has("HTTPS_CERTFILE");
    return [
        { name: portNames.public, number: ports.public },
        ...(isTls ? [{ name: portNames.publicTls, number: ports.publicTls }] : []),
    ];
}

function portLosses(service: FoundObject, staying: readonly NamedPort[], role: string, instead: string): string[] {
    const gone = portNumbers(service).filter((port) => !staying.some(({ number }) => number === port));
    return gone.length === 0
        ? []
        : [`Gone after step replace: the ports ${gone.join(", ")} of the ${role} Service. ${instead}`];
}

function lostAnnotations({ annotations = {} }: FoundObject, kept: Readonly<Record<string, unknown>> = {}): string[] {
    return Object.entries(annotations)
        .filter(([key, text]) => !toolAnnotations.test(key) && kept[key] !== text)
        .map(([key]) => key);
}

function userText({ object, service, port }: ServiceUser): string {
    const to: PortReference = port === undefined ? "" : `port ${port} of `;
    return `${title({ apiVersion: "", ...object })} (${to}Service ${service})`;
}
