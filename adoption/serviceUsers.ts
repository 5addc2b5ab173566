import { isRecord } from "../components/validation/record";
import { objectList } from "../kubernetes/podSpec";
import type { ClusterReader, KindReference, ListedObject, ObjectReference } from "../kubernetes/reader";

/** A port of a Service, by its number or its name. */
export type PortReference = number | string;

/** An object that leads to a Service. */
export interface ServiceUser {
    readonly object: Pick<ObjectReference, "kind" | "name" | "namespace">;
    /** Name of the Service. */
    readonly service: string;
    /** The port that it leads to; left out when its clients choose the port, as with an ExternalName Service. */
    readonly port?: PortReference;
}

/** The objects that lead to Services of a namespace. */
export interface ServiceUsers {
    readonly found: readonly ServiceUser[];
    /** Kinds of objects that the user of the kubeconfig may not list, in words. */
    readonly unseen: readonly string[];
}

interface UserKind extends KindReference {
    readonly plural: string;
    readonly users: (object: ListedObject, services: readonly string[], namespace: string) => readonly ServiceUser[];
}

/** An Ingress leads only to Services of its own namespace. */
const ingress: UserKind = {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    plural: "Ingresses",
    users: ingressUsers,
};

const kindsOfAllNamespaces: readonly UserKind[] = [
    { apiVersion: "v1", kind: "Service", plural: "ExternalName Services", users: externalNameUsers },
    { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", plural: "HTTPRoutes", users: httpRouteUsers },
];

/**
 * Looks for what leads to Services: Ingresses of their namespace, ExternalName Services and HTTPRoutes of all namespaces.
 * Without the right to list these in all namespaces, it looks in the Services' own namespace.
 */
export async function findServiceUsers(
    reader: ClusterReader,
    namespace: string,
    services: readonly string[],
): Promise<ServiceUsers> {
    const list = async ({ apiVersion, kind, users }: UserKind, where: { readonly namespace?: string }) => {
        const all = await reader.findAll({ apiVersion, kind, ...where });
        return all === "forbidden" ? all : all.flatMap((each) => users(each, services, namespace));
    };
    const inNamespace = async (kind: UserKind): Promise<ServiceUsers> => {
        const found = await list(kind, { namespace });
        return found === "forbidden"
            ? { found: [], unseen: [`${kind.plural} of namespace ${namespace}`] }
            : { found, unseen: [] };
    };
    const everywhere = async (kind: UserKind): Promise<ServiceUsers> => {
        const found = await list(kind, {});
        if (found !== "forbidden") {
            return { found, unseen: [] };
        }
        const own = await inNamespace(kind);
        return { ...own, unseen: [...own.unseen, `${kind.plural} of other namespaces`] };
    };
    const all = await Promise.all([inNamespace(ingress), ...kindsOfAllNamespaces.map(everywhere)]);
    return { found: all.flatMap(({ found }) => found), unseen: all.flatMap(({ unseen }) => unseen) };
}

function ingressUsers({ name, namespace, spec }: ListedObject, services: readonly string[]): ServiceUser[] {
    const rules = objectList(spec?.rules).flatMap(({ http }) => (isRecord(http) ? objectList(http.paths) : []));
    const backends = [spec?.defaultBackend, ...rules.map(({ backend }) => backend)];
    return unique(
        backends.flatMap((backend) => {
            const service = isRecord(backend) && isRecord(backend.service) ? backend.service : {};
            const port = isRecord(service.port) ? (service.port.number ?? service.port.name) : undefined;
            return services.includes(String(service.name))
                ? [user({ kind: "Ingress", name, namespace }, String(service.name), port)]
                : [];
        }),
    );
}

function httpRouteUsers(
    { name, namespace, spec }: ListedObject,
    services: readonly string[],
    servicesNamespace: string,
): ServiceUser[] {
    const backends = objectList(spec?.rules).flatMap(({ backendRefs, filters }) => [
        ...objectList(backendRefs),
        ...objectList(filters).flatMap(({ requestMirror }) =>
            isRecord(requestMirror) && isRecord(requestMirror.backendRef) ? [requestMirror.backendRef] : [],
        ),
    ]);
    return unique(
        backends
            .filter(
                ({ group = "", kind = "Service", name: service, namespace: its = namespace }) =>
                    group === "" &&
                    kind === "Service" &&
                    its === servicesNamespace &&
                    services.includes(String(service)),
            )
            .map((backend) => user({ kind: "HTTPRoute", name, namespace }, String(backend.name), backend.port)),
    );
}

/** An ExternalName Service has the host's name with or without the cluster's domain. */
function externalNameUsers(
    { name, namespace, spec }: ListedObject,
    services: readonly string[],
    servicesNamespace: string,
): ServiceUser[] {
    const host = typeof spec?.externalName === "string" ? spec.externalName.toLowerCase() : "";
    const [service, its, kind = "svc"] = host.split(".");
    return spec?.type === "ExternalName" &&
        services.some((each) => each === service) &&
        its === servicesNamespace &&
        (kind === "svc" || kind === "")
        ? [user({ kind: "Service", name, namespace }, String(service), undefined)]
        : [];
}

function user(
    { kind, name, namespace }: Pick<ListedObject, "name" | "namespace"> & { readonly kind: string },
    service: string,
    port: unknown,
): ServiceUser {
    return {
        object: { kind, name, ...(namespace !== undefined && { namespace }) },
        service,
        ...((typeof port === "number" || typeof port === "string") && { port }),
    };
}

/** Each port of a Service once: an object may lead to it by many paths. */
function unique(users: readonly ServiceUser[]): ServiceUser[] {
    return users.filter(
        ({ service, port }, index) =>
            users.findIndex((other) => other.service === service && other.port === port) === index,
    );
}
