import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { loadKubeconfig } from "../kubernetes/kubeconfig";
import { diagnose } from "./diagnosis";
import { GatewayPods } from "./pods";
import { errorText } from "../kubernetes/failure";
import { readGateway } from "./stackOutputs";
import { exitCodes, report } from "./report";
import { formationOf } from "./formation";

// Tells whether the nodes of a deployed gateway have formed one cluster. It reads what `pulumi stack output --json` prints;
// RIG_KUBECONFIG is the stack's own kubeconfig, if it has one.

/** Seconds that nodes get to find each other: they look every 5 s. */
const patience = 15;

async function check(): Promise<keyof typeof exitCodes> {
    const gateway = readGateway(await text(process.stdin));
    const { context } = gateway.target;
    const pods = new GatewayPods(
        await loadKubeconfig({ context, kubeconfig: process.env.RIG_KUBECONFIG || undefined }),
        gateway,
    );
    const end = Date.now() + patience * 1000;
    for (;;) {
        const observation = await pods.observe();
        const verdict = formationOf(observation);
        if (verdict.state === "formed" || Date.now() >= end) {
            const causes = verdict.state === "not formed" ? diagnose(verdict, await pods.evidence(verdict)) : [];
            console.log(report(observation, verdict, causes));
            return verdict.state;
        }
        await setTimeout(1000);
    }
}

function failed(error: unknown): typeof unknown {
    console.error(`error: it can't be told whether the cluster is formed: ${errorText(error)}`);
    return unknown;
}

const unknown = "unknown" as const;

// Node.js ends with 1 by itself, which means something else here.
process.on("uncaughtException", (error) => {
    process.exit(exitCodes[failed(error)]);
});

void check()
    .catch(failed)
    .then((state) => {
        process.exitCode = exitCodes[state];
    });
