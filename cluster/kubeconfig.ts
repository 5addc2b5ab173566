import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import type { KubeConfig } from "@kubernetes/client-node";
import { didYouMean, userError } from "../components/problems";
import { isKubeconfigText, type ClusterChoice } from "../config";

/**
 * The kubeconfig with the chosen context as the current one.
 *
 * @throws RunError when there is no kubeconfig, it can't be read, or it has no such context.
 */
export async function loadKubeconfig({ context, kubeconfig }: ClusterChoice): Promise<KubeConfig> {
    // Loading the client takes as long as the rest of the program, so nothing that does without it waits for it.
    const { KubeConfig } = await import("@kubernetes/client-node");
    const loaded = new KubeConfig();
    const source = kubeconfigSource(kubeconfig);
    try {
        if (kubeconfig === undefined) {
            loaded.loadFromDefault();
        } else if (isKubeconfigText(kubeconfig)) {
            loaded.loadFromString(kubeconfig);
        } else {
            loaded.loadFromFile(expandHome(kubeconfig));
        }
    } catch {
        // The parser's message may quote the text, which holds credentials.
        throw userError(`${source} is no readable kubeconfig. Nothing was changed.`);
    }
    if (loaded.getContextObject(context) === null) {
        const names = loaded.getContexts().map(({ name }) => name);
        throw userError(
            `${source} has no context ${context}. ${didYouMean(context, names)}It has: ${names.join(", ") || "none"}. ` +
                "Nothing was changed. Choose one with rig:kubernetes: {context: …}.",
        );
    }
    loaded.setCurrentContext(context);
    return loaded;
}

/** Where the kubeconfig comes from, in words; fails when it isn't there, since the client would then guess a server. */
function kubeconfigSource(kubeconfig: string | undefined): string {
    if (kubeconfig !== undefined && isKubeconfigText(kubeconfig)) {
        return "The kubeconfig in rig:kubeconfig";
    }
    const paths =
        kubeconfig !== undefined
            ? [expandHome(kubeconfig)]
            : process.env.KUBECONFIG
              ? process.env.KUBECONFIG.split(delimiter).filter((path) => path !== "")
              : [join(homedir(), ".kube", "config")];
    if (!paths.some((path) => existsSync(path))) {
        throw userError(
            `There is no kubeconfig at ${paths.join(", ")}. Nothing was changed. ` +
                "Set KUBECONFIG, or rig:kubeconfig to a path (or, as a secret, to its text).",
        );
    }
    return `The kubeconfig ${paths.join(", ")}`;
}

function expandHome(path: string): string {
    return path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
}
