import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Cluster, KubeConfig } from "@kubernetes/client-node";
import { isRecord } from "../components/validation/record";
import { didYouMean, shown, userError } from "../components/validation/problem";
import { isKubeconfigText } from "./kubeconfigText";

/** How the program reaches the cluster. */
export interface ClusterChoice {
    /** The kubeconfig context. */
    readonly context: string;
    /** A kubeconfig's path or text; undefined for `KUBECONFIG` or `~/.kube/config`. */
    readonly kubeconfig: string | undefined;
}

/** A kubeconfig's text, and where it is. */
interface Source {
    /** Where it is: a path, or the key that has it. */
    readonly place: string;
    /** The folder that relative paths in it start from; a text by itself has none. */
    readonly folder?: string;
    readonly text: string;
}

/** What one text says. */
interface LoadedFile {
    readonly place: string;
    readonly config: KubeConfig;
}

/**
 * The kubeconfig with the chosen context as the current one. Several files are read as kubectl reads them: those that
 * don't exist are left out, and of entries with the same name the first one counts.
 *
 * @throws RunError when there is no kubeconfig, it can't be read, or it has no such context.
 */
export async function loadKubeconfig({ context, kubeconfig }: ClusterChoice): Promise<KubeConfig> {
    // Loading the client takes as long as the rest of the program, so nothing that does without it waits for it.
    const { KubeConfig } = await import("@kubernetes/client-node");
    const loadedFiles = sources(kubeconfig).map((source) => loaded(source, new KubeConfig()));
    const merged = new KubeConfig();
    merged.loadFromOptions({
        clusters: firstOfEachName(loadedFiles.flatMap(({ config }) => config.getClusters())).map(asKubectlTakesIt),
        users: firstOfEachName(loadedFiles.flatMap(({ config }) => config.getUsers())),
        contexts: firstOfEachName(loadedFiles.flatMap(({ config }) => config.getContexts())),
        currentContext: context,
    });
    requireContext(merged, context, loadedFiles);
    return merged;
}

/** The texts, in the order in which they count. */
function sources(kubeconfig: string | undefined): Source[] {
    if (kubeconfig !== undefined && isKubeconfigText(kubeconfig)) {
        return [{ place: "in rig:kubeconfig", text: kubeconfig }];
    }
    const paths =
        kubeconfig !== undefined
            ? [expandHome(kubeconfig)]
            : process.env.KUBECONFIG
              ? process.env.KUBECONFIG.split(delimiter).filter((path) => path !== "")
              : [join(homedir(), ".kube", "config")];
    const existing = paths.filter((path) => existsSync(path));
    if (existing.length === 0) {
        // The client would guess a server.
        throw userError(
            `There is no kubeconfig at ${paths.join(", ")}. Nothing was changed. ` +
                "Set KUBECONFIG, or rig:kubeconfig to a path (or, as a secret, to its text).",
        );
    }
    return existing.map((path) => ({ place: path, folder: dirname(path), text: fileText(path) }));
}

function fileText(path: string): string {
    try {
        return readFileSync(path, "utf8");
    } catch (error) {
        const reason = error instanceof Error ? error.message.split(",")[0] : undefined;
        throw userError(`The kubeconfig ${path} can't be read: ${reason ?? "no reason given"}. Nothing was changed.`);
    }
}

function expandHome(path: string): string {
    return path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
}

/** Loads a text. An entry that isn't complete is left out: kubectl, too, looks at the chosen one only. */
function loaded({ place, folder, text }: Source, config: KubeConfig): LoadedFile {
    if (text.split("\n").every((line) => /^\s*(#|$)/.test(line))) {
        return { place, config };
    }
    try {
        config.loadFromString(text, { onInvalidEntry: "filter" });
    } catch (error) {
        throw userError(
            `The kubeconfig ${place} is no readable kubeconfig: ${syntaxProblem(error)}. Nothing was changed.`,
        );
    }
    if (folder !== undefined) {
        config.makePathsAbsolute(folder);
    }
    return { place, config };
}

/** What the parser has found. Its own message may quote the text, which holds credentials. */
function syntaxProblem(error: unknown): string {
    const mark = isRecord(error) ? error.mark : undefined;
    const line = isRecord(mark) && typeof mark.line === "number" ? ` in line ${mark.line + 1}` : "";
    return `its YAML is broken${line}`;
}

function firstOfEachName<T extends { readonly name: string }>(entries: readonly T[]): T[] {
    return entries.filter(({ name }, index) => entries.findIndex((each) => each.name === name) === index);
}

/**
 * The client takes a server without TLS only where TLS isn't verified, and asks the machine's own DNS for a server behind
 * a SOCKS proxy; kubectl does neither.
 */
function asKubectlTakesIt(cluster: Cluster): Cluster {
    const { server, skipTLSVerify, proxyUrl } = cluster;
    return {
        ...cluster,
        skipTLSVerify: skipTLSVerify || server.startsWith("http:"),
        ...(proxyUrl && { proxyUrl: proxyUrl.replace(/^socks5:/, "socks5h:") }),
    };
}

/** @throws RunError when the context isn't there, or what it names can't be used. */
function requireContext(merged: KubeConfig, context: string, loadedFiles: readonly LoadedFile[]): void {
    const chosen = merged.getContextObject(context);
    if (chosen === null) {
        const names = merged.getContexts().map(({ name }) => name);
        throw userError(
            `The kubeconfig ${loadedFiles.map(({ place }) => place).join(", ")} has no context ${context}. ${didYouMean(context, names)}It has: ${names.join(", ") || "none"}. ` +
                "Nothing was changed. Choose one with rig:kubernetes: {context: …}.",
        );
    }
    const inParts = <T>(of: (config: KubeConfig) => T | null) =>
        loadedFiles.flatMap(({ place, config }) => {
            const found = of(config);
            return found === null ? [] : [{ place, found }];
        })[0];
    const holder = `The kubeconfig ${inParts((config) => config.getContextObject(context))?.place ?? ""}`;
    const cluster = inParts((config) => config.getCluster(chosen.cluster));
    if (cluster === undefined) {
        throw userError(
            `${holder} has a context ${context} of the cluster ${shown(chosen.cluster)}, which no kubeconfig has with a server. Nothing was changed.`,
        );
    }
    if (merged.getUser(chosen.user) === null) {
        throw userError(
            `${holder} has a context ${context} of the user ${shown(chosen.user)}, which no kubeconfig has. Nothing was changed.`,
        );
    }
    const { name, proxyUrl } = cluster.found;
    if (proxyUrl && !usableProxies.includes(protocolOf(proxyUrl))) {
        throw userError(
            `The kubeconfig ${cluster.place} has a proxy-url for the cluster ${name} (not shown) that can't be used. Nothing was changed. ` +
                "Allowed: a URL that starts with http://, https:// or socks5://.",
        );
    }
}

function protocolOf(url: string): string {
    return URL.canParse(url) ? new URL(url).protocol : "";
}

/** What kubectl and Pulumi's provider take. */
const usableProxies = ["http:", "https:", "socks5:"];
