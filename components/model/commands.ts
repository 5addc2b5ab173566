import { containerName } from "./names";
import { ports } from "../rig/ports";
import { quoted, word } from "./shell";

/** Commands for a POSIX shell, ready to paste. */
export interface Commands {
    /** Watches the pods. */
    pods: string;
    /** Follows the logs of all pods. */
    logs: string;
    /** Forwards local port 4000 to the public port. */
    forwardPublic: string;
    /** Forwards local port 4010 to the admin port of one pod: API, dashboard and metrics. */
    forwardAdmin: string;
    /** Prints the Erlang cookie. */
    cookie: string;
    /** Prints the Erlang nodes that one pod's node is connected to: one fewer than the replicas when all have joined. */
    members: string;
}

/** The gateway to which the commands apply. */
export interface CommandSubjects {
    readonly context: string | undefined;
    readonly namespace: string;
    readonly deployment: string;
    readonly service: string;
    readonly selector: Readonly<Record<string, string>>;
    readonly cookieSecret: { readonly name: string; readonly key: string };
    /** The port that the admin endpoint listens on. */
    readonly adminPort: number;
}

// Nodes with other names aren't members: the release's command runs as a node, too.
const membersExpression = 'for n <- Node.list(), String.starts_with?(to_string(n), "rig@"), do: n';

/** The commands for one gateway. kubectl follows the logs of the largest number of replicas and of one more in a rollout. */
export function commands(subjects: CommandSubjects): Commands {
    const { context, namespace, deployment, service, selector, cookieSecret, adminPort } = subjects;
    const kubectl = ["kubectl", ...(context === undefined ? [] : ["--context", context]), "-n", namespace]
        .map(word)
        .join(" ");
    const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
    const pods = `-l ${word(labels.join(","))}`;
    const template = `{{index .data ${JSON.stringify(cookieSecret.key)} | base64decode}}{{"\\n"}}`;
    return {
        pods: `${kubectl} get pods ${pods} -o wide --watch`,
        logs: `${kubectl} logs ${pods} --all-containers --prefix --max-log-requests 101 --follow`,
        forwardPublic: `${kubectl} port-forward ${word(`service/${service}`)} ${ports.public}:${ports.public}`,
        forwardAdmin: `${kubectl} port-forward ${word(`deployment/${deployment}`)} ${ports.admin}:${adminPort}`,
        cookie: `${kubectl} get secret ${word(cookieSecret.name)} -o go-template=${quoted(template)}`,
        members: `${kubectl} exec ${word(`deployment/${deployment}`)} -c ${containerName} -- /opt/sites/rig/bin/rig rpc ${quoted(membersExpression)}`,
    };
}
