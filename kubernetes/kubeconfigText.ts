import { isAbsolute } from "node:path";

/** Whether a kubeconfig is given as its text; else it is a path. */
export function isKubeconfigText(kubeconfig: string): boolean {
    return kubeconfig.includes("\n") || kubeconfig.trimStart().startsWith("{");
}

/** Whether it is a text, or a path that means the same to the program and to Pulumi's plugin, which runs elsewhere. */
export function isKubeconfig(kubeconfig: string): boolean {
    return isKubeconfigText(kubeconfig) || isAbsolute(kubeconfig) || kubeconfig.startsWith("~/");
}
