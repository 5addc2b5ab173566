import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { loadKubeconfig } from "../kubernetes/kubeconfig";
import { diagnose } from "./diagnosis";
import { GatewayPods } from "./pods";
import { errorText } from "../kubernetes/failure";
import { readGateway } from "./stackOutputs";
import { exitCodes, report } from "./report";
import { formationOf } from "./formation";

// The command of `make check`: have the nodes of a deployed gateway formed one Erlang cluster? Standard input is the output of
// `pulumi stack output --json`. RIG_KUBECONFIG is the stack's own kubeconfig, if it has one.

/** Seconds that nodes have to find each other: they look every 5 s. */
const patienceSeconds = 15;

async function main(): Promise<keyof typeof exitCodes> {
    const gateway = readGateway(await text(process.stdin));
    const { context } = gateway.target;
    const pods = new GatewayPods(
        await loadKubeconfig({ context, kubeconfig: process.env.RIG_KUBECONFIG || undefined }),
        gateway,
    );
    const end = Date.now() + patienceSeconds * 1000;
    for (;;) {
        const observation = await pods.observe();
        const formation = formationOf(observation);
        if (formation.state === "formed" || Date.now() >= end) {
            const causes = formation.state === "not formed" ? diagnose(formation, await pods.evidence(formation)) : [];
            console.log(report(observation, formation, causes));
            return formation.state;
        }
        await setTimeout(1000);
    }
}

function reportFailure(error: unknown): typeof unknown {
    console.error(`error: it can't be told whether the cluster is formed: ${errorText(error)}`);
    return unknown;
}

const unknown = "unknown" as const;

// By default, Node.js would end with 1, which means "not formed" here.
process.on("uncaughtException", (error) => {
    process.exit(exitCodes[reportFailure(error)]);
});

void main()
    .catch(reportFailure)
    .then((state) => {
        process.exitCode = exitCodes[state];
    });
