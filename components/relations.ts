import type { GatewayArgs } from "./args";
import { ownedLabelPrefix } from "./plan/labels";
import { ports } from "./plan/ports";
import { compareQuantities } from "./plan/quantity";
import { defaultMinReadySeconds } from "./plan/timing";
import { isOwnedVariable, isSecretVariable, isVariable, variableNames } from "./plan/variables";
import { didYouMean, shown, type Problem } from "./problems";

/** Annotation of the pods that the component sets. */
export const cookieAnnotation = "checksum/cookie";

/** What the arguments say together but can't mean together; each argument by itself is right already. */
export function relationProblems(args: Partial<GatewayArgs>): Problem[] {
    return [
        ...variableProblems(args),
        ...httpPortProblems(args.settings ?? {}),
        ...cookieProblems(args),
        ...imageProblems(args),
        ...resourceProblems(args),
        ...serviceProblems(args),
        ...metadataProblems(args),
        ...timingProblems(args),
    ];
}

const maps = ["settings", "secretSettings", "extraEnv"] as const;

function variableProblems(args: Partial<GatewayArgs>): Problem[] {
    return maps.flatMap((map) =>
        Object.keys(args[map] ?? {}).flatMap((name) => {
            const message = variableProblem(map, name, args);
            return message === undefined ? [] : [{ path: [map, name], message }];
        }),
    );
}

function variableProblem(map: (typeof maps)[number], name: string, args: Partial<GatewayArgs>): string | undefined {
    if (isOwnedVariable(name)) {
        return "this variable belongs to the deployment or to the release's start script and can't be set.";
    }
    if (map === "extraEnv") {
        return isVariable(name)
            ? "this is a variable of RIG. Put it into settings, or into secretSettings if its value is a secret."
            : undefined;
    }
    if (name === "KAFKA_RESTART_DELAY_MS") {
        return "RIG's Operator's Guide names this variable, but RIG 3.0.0 doesn't read it. Leave it out.";
    }
    if (!isVariable(name)) {
        return `RIG reads no such variable. ${didYouMean(name, variableNames)}Other variables belong into extraEnv.`;
    }
    if (map === "settings" && isSecretVariable(name)) {
        return `its value is a secret (not shown). Move it: pulumi config set --secret --path 'rig:secretSettings.${name}'`;
    }
    if (map === "secretSettings" && Object.keys(httpPortVariables).includes(name)) {
        return "probes and Services need to know this port. Move it to settings.";
    }
    if (map === "secretSettings" && Object.keys(args.settings ?? {}).includes(name)) {
        return "the variable is in settings, too. Leave it in one of the two.";
    }
    return undefined;
}

const httpPortVariables: Readonly<Record<string, number>> = { INBOUND_PORT: ports.public, API_HTTP_PORT: ports.admin };

/** RIG listens on these only when it has a certificate. */
const httpsPortVariables: Readonly<Record<string, number>> = { INBOUND_HTTPS_PORT: 4001, API_HTTPS_PORT: 4011 };

function httpPortProblems(settings: NonNullable<GatewayArgs["settings"]>): Problem[] {
    const taken = new Map<number, string>([
        [ports.epmd, "epmd's port"],
        [9568, "the port of RIG's second metrics server"],
    ]);
    const listened =
        settings.HTTPS_CERTFILE === undefined ? httpPortVariables : { ...httpPortVariables, ...httpsPortVariables };
    return Object.entries(listened).flatMap(([name, fallback]) => {
        const value = settings[name] ?? String(fallback);
        const problem = (why: string) => [
            {
                path: ["settings", name],
                message: `${typeof value === "string" ? shown(value) : "a value that is known only later"} ${why} Allowed: a plain port from 1024 to 65535, outside 9100-9109, each port once.`,
            },
        ];
        if (typeof value !== "string" || !/^\d{4,5}$/.test(value) || Number(value) < 1024 || Number(value) > 65535) {
            return problem("is not allowed.");
        }
        const port = Number(value);
        const holder = taken.get(port);
        taken.set(port, name);
        if (port >= ports.distribution.first && port <= ports.distribution.last) {
            return problem("is in the range of the Erlang distribution.");
        }
        return holder === undefined ? [] : problem(`is ${holder} already.`);
    });
}

function cookieProblems({ cookie }: Partial<GatewayArgs>): Problem[] {
    return cookie?.value !== undefined && cookie.existingSecret !== undefined
        ? [{ path: ["cookie", "value"], message: "a cookie and an existing Secret are given. Leave one of them out." }]
        : [];
}

function imageProblems({ image }: Partial<GatewayArgs>): Problem[] {
    return image?.tag !== undefined && image.digest !== undefined
        ? [{ path: ["image", "digest"], message: "a tag and a digest are given. Leave one of them out." }]
        : [];
}

function resourceProblems({ resources }: Partial<GatewayArgs>): Problem[] {
    return Object.entries(resources?.requests ?? {}).flatMap(([name, request]) => {
        const limit = resources?.limits?.[name];
        if (isWhole(name) && (limit === undefined || compareQuantities(request, limit) !== 0)) {
            const message = `${shown(request)} can't be shared. Allowed: the same as under limits.`;
            return [{ path: ["resources", "requests", name], message }];
        }
        return limit !== undefined && compareQuantities(request, limit) > 0
            ? [
                  {
                      path: ["resources", "requests", name],
                      message: `${shown(request)} is above the limit ${shown(limit)}. Allowed: at most the limit.`,
                  },
              ]
            : [];
    });
}

/** Whether the resource can't be promised to more than one pod, as huge pages and devices. */
function isWhole(resource: string): boolean {
    return resource.includes("/") || resource.startsWith("hugepages-");
}

function serviceProblems({ nodeAddress, serviceType }: Partial<GatewayArgs>): Problem[] {
    return nodeAddress !== undefined && serviceType !== "NodePort"
        ? [
              {
                  path: ["nodeAddress"],
                  message: `${shown(nodeAddress)} has no use with service type ${serviceType ?? "ClusterIP"}. Leave it out, or set serviceType to NodePort.`,
              },
          ]
        : [];
}

function metadataProblems({ labels, podAnnotations }: Partial<GatewayArgs>): Problem[] {
    return [
        ...Object.keys(labels ?? {})
            .filter((key) => key.startsWith(ownedLabelPrefix) || key === "pod-template-hash")
            .map((key) => ({
                path: ["labels", key],
                message: `${ownedLabelPrefix}* and pod-template-hash are set by the deployment. Use another name.`,
            })),
        ...Object.keys(podAnnotations ?? {})
            .filter((key) => key === cookieAnnotation)
            .map((key) => ({
                path: ["podAnnotations", key],
                message: "this annotation is set by the deployment. Use another name.",
            })),
    ];
}

function timingProblems({ deployTimeout, minReadySeconds }: Partial<GatewayArgs>): Problem[] {
    const ready = minReadySeconds ?? defaultMinReadySeconds;
    return deployTimeout !== undefined && deployTimeout <= ready
        ? [
              {
                  path: ["deployTimeout"],
                  message: `${deployTimeout} is not above minReadySeconds (${ready}), so that no deployment could end in time. Allowed: more than that.`,
              },
          ]
        : [];
}
