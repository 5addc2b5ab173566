import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { isRecord } from "../../../components/validation/record";
import { at } from "../../unit/at";
import type { Stored } from "./etcd";

const folder = join(__dirname, "..", "..", "fixtures", "states");

/** The kind that an example makes; all others are made by the project's own program. */
export const twoGateways = "two-gateways";

/** The passphrase of all recorded stacks. */
export const passphrase = readFileSync(join(folder, "passphrase"), "utf8").trim();

/** A stack as a version of the program has left it. */
export class Recording {
    constructor(
        /** The commit of the program. */
        readonly commit: string,
        readonly kind: string,
    ) {}

    /** The stack's name, which is in its namespace's: the stacks of all versions are in one cluster. */
    get stack(): string {
        return `${this.commit}-${this.kind}`;
    }

    get namespace(): string {
        return `${this.kind === twoGateways ? "edge" : "rig"}-${this.stack}`;
    }

    get stackFile(): string {
        return join(folder, this.commit, `${this.kind}.yaml`);
    }

    /** The resources in its state. */
    resources(): unknown[] {
        const resources = at(JSON.parse(unpack(this.stateFile)), "deployment", "resources");
        return Array.isArray(resources) ? resources : [];
    }

    /** Its state, as if it had been made by way of this access. */
    state(access: Access): string {
        return moved(unpack(this.stateFile), recordedAccess, access);
    }

    /** Writes what `pulumi stack export` printed of a stack that was made by way of this access. */
    writeState(exported: string, access: Access): void {
        pack(this.stateFile, moved(exported, access, recordedAccess));
    }

    private get stateFile(): string {
        return join(folder, this.commit, `${this.kind}.json.gz`);
    }
}

/** How a cluster is reached, as states have it: another clone's is another one. */
export interface Access {
    /** The kubeconfig's path. */
    readonly kubeconfig: string;
    /** The URL of the API server. */
    readonly server: string;
}

/** What the recorded states have in its place. */
const recordedAccess: Access = { kubeconfig: "/home/user/.kube/config", server: "https://127.0.0.1:6443" };

function moved(text: string, from: Access, to: Access): string {
    return text.replaceAll(from.kubeconfig, to.kubeconfig).replaceAll(from.server, to.server);
}

/** All recorded stacks. */
export function recordings(): Recording[] {
    return commits().flatMap((commit) =>
        readdirSync(join(folder, commit))
            .filter((file) => file.endsWith(".yaml"))
            .map((file) => new Recording(commit, file.slice(0, -".yaml".length))),
    );
}

const objectsFile = (commit: string) => join(folder, commit, "objects.json.gz");

/** The objects of all recorded stacks. */
export function recordedObjects(): Stored {
    const versions = commits().map((commit): unknown => JSON.parse(unpack(objectsFile(commit))));
    const entries = versions.flatMap((stored) => (isRecord(stored) ? Object.entries(stored) : []));
    return Object.fromEntries(entries.map(([key, value]): [string, string] => [key, String(value)]));
}

/** Writes the objects of one version's stacks. */
export function writeObjects(commit: string, stored: Stored): void {
    pack(objectsFile(commit), JSON.stringify(stored));
}

function pack(file: string, text: string): void {
    writeFileSync(file, gzipSync(text, { level: 9 }));
}

function unpack(file: string): string {
    return gunzipSync(readFileSync(file)).toString();
}

function commits(): string[] {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
