import { shown, type Problem } from "../../validation/problem";
import type { ConfiguredVariables } from "../configuredVariables";
import { httpPortVariables, ports } from "../ports";

const httpEndpoints = ["public", "admin", "publicTls", "adminTls"] as const;

/** Ports that RIG can't listen on, or that probes and Services can't use because they are known only at deployment. */
export function listenPortProblems(variables: ConfiguredVariables, refused: readonly string[]): Problem[] {
    const taken = new Map<number, string>([
        [ports.epmd, "epmd's port"],
        [ports.metrics, "the port of RIG's second metrics server"],
    ]);
    return httpEndpoints.flatMap((endpoint) => {
        const name = httpPortVariables[endpoint];
        if (endpoint.endsWith("Tls") && !variables.has("HTTPS_CERTFILE")) {
            return [];
        }
        const text = variables.text(name);
        if (variables.has(name) && text === undefined) {
            return refused.includes(name)
                ? []
                : [{ path: variables.path(name), message: "it is known only later. Allowed: a plain port." }];
        }
        const port = text === undefined ? ports[endpoint] : Number(text);
        const usedBy = taken.get(port);
        taken.set(port, name);
        const problem = (why: string) => [
            {
                path: variables.path(name),
                message: `${shown(String(port))} ${why} Allowed: 1024 to 65535, outside ${ports.distribution.first}-${ports.distribution.last}, each port once.`,
            },
        ];
        if (port >= ports.distribution.first && port <= ports.distribution.last) {
            return problem("is in the range of the Erlang distribution.");
        }
        return usedBy === undefined ? [] : problem(`is ${usedBy} already.`);
    });
}
