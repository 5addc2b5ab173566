import { clusterPorts, portNames, ports } from "../components/rig/ports";
import { configuredVariables } from "../components/rig/configuredVariables";
import type { AdoptedObjects } from "./adoptedObjects";
import { desiredNames, title, type DesiredState } from "../deployed/desiredState";
import type { FoundObject } from "../kubernetes/reader";
import { portNumbers } from "./importEligibility";
import type { PortReference, ServiceUser } from "./serviceUsers";

/** Annotations that matter only to the tool that made the object. */
const toolAnnotations =
    /^(kubectl\.kubernetes\.io\/last-applied-configuration$|(meta\.)?helm\.sh\/|deployment\.kubernetes\.io\/)/;

/** Lines of text about what the public Service loses in step replace, because the stack doesn't configure it. */
export function discardedFromPublicService(service: FoundObject, desired: DesiredState): string[] {
    const { adminService } = desiredNames(desired);
    const annotations = discardedAnnotations(service, desired.gateway.serviceAnnotations);
    return [
        ...discardedPorts(service, publicPorts(desired), "public", `The admin port moves to Service ${adminService}.`),
        ...(annotations.length === 0
            ? []
            : [
                  `Step replace removes the annotations ${annotations.join(", ")} from the public Service, if kubectl or Helm set them. To keep them, copy them to serviceAnnotations.`,
              ]),
    ];
}

/** The same for the headless Service. RIG itself uses only its name. */
export function discardedFromHeadlessService(service: FoundObject, desired: DesiredState): string[] {
    const { publicService, adminService } = desiredNames(desired);
    const annotations = discardedAnnotations(service, {});
    const instead = `Move what uses one of them, such as a scrape or an SRV look-up, to Service ${publicService} (${ports.public}) or ${adminService} (${ports.admin}).`;
    return [
        ...discardedPorts(service, headlessPorts, "headless", instead),
        ...(annotations.length === 0
            ? []
            : [
                  `Step replace removes the annotations ${annotations.join(", ")} from the headless Service, if kubectl or Helm set them.`,
              ]),
    ];
}

/** Lines of text about the objects that lead to the Services, and whether they still do after the adoption. */
export function affectedServiceUsers(
    { serviceUsers: { found, unseen } }: AdoptedObjects,
    desired: DesiredState,
): string[] {
    const { publicService, adminService } = desiredNames(desired);
    const portsOf = (service: string) => (service === publicService ? publicPorts(desired) : headlessPorts);
    const hasNoPort = ({ port }: ServiceUser) => port === undefined;
    const keepsItsPort = ({ service, port }: ServiceUser) =>
        portsOf(service).some(({ name, number }) => port === number || port === name);
    const withPort = found.filter((each) => !hasNoPort(each));
    const lines: readonly (readonly [users: readonly ServiceUser[], text: (names: string) => string])[] = [
        [
            withPort.filter((each) => !keepsItsPort(each)),
            (names) =>
                `After step replace, these lead to no port: ${names}. Point them to port ${ports.public} of Service ${publicService}, or port ${ports.admin} of Service ${adminService}.`,
        ],
        [
            withPort.filter(keepsItsPort),
            (names) => `Step replace interrupts these, and they work again afterwards: ${names}.`,
        ],
        [
            found.filter(hasNoPort),
            (names) =>
                `Other names of the adopted Services: ${names}. After step replace, clients of these names need port ${publicPorts(
                    desired,
                )
                    .map(({ number }) => number)
                    .join(" or ")}, or port ${ports.admin} of Service ${adminService}.`,
        ],
    ];
    return [
        ...lines.flatMap(([users, text]) => (users.length === 0 ? [] : [text(users.map(userText).join("; "))])),
        ...(unseen.length === 0
            ? []
            : [
                  `Other objects may lead to the Services, which the user of the kubeconfig may not list: ${unseen.join(", ")}.`,
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

function discardedPorts(
    service: FoundObject,
    desiredPorts: readonly NamedPort[],
    role: string,
    instead: string,
): string[] {
    const removed = portNumbers(service).filter((port) => !desiredPorts.some(({ number }) => number === port));
    return removed.length === 0
        ? []
        : [`Step replace removes the ports ${removed.join(", ")} from the ${role} Service. ${instead}`];
}

function discardedAnnotations(
    { annotations = {} }: FoundObject,
    desired: Readonly<Record<string, unknown>> = {},
): string[] {
    return Object.entries(annotations)
        .filter(([key, text]) => !toolAnnotations.test(key) && desired[key] !== text)
        .map(([key]) => key);
}

function userText({ object, service, port }: ServiceUser): string {
    const to: PortReference = port === undefined ? "" : `port ${port} of `;
    return `${title({ apiVersion: "", ...object })} (${to}Service ${service})`;
}
