import { isRecord } from "../../../components/validation/record";

/** What the API server stores, with every field: keys of etcd, and values in base64. */
export type Stored = Record<string, string>;

interface KeyValue {
    readonly key: string;
    readonly value?: string;
}

/** Where the API server keeps its objects. */
const everything = "/registry/";

/** By the UID of this namespace a cluster is known: it is the same in all recordings, so that they fit into one cluster. */
const system = `${everything}namespaces/kube-system`;

const base64 = (text: string) => Buffer.from(text, "latin1").toString("base64");
const plain = (encoded: string) => Buffer.from(encoded, "base64").toString("latin1");

/** etcd by its JSON gateway, which is a part of the server: no client of its own is needed. */
export class Etcd {
    constructor(private readonly url: string) {}

    /** The objects of these namespaces, with the namespaces, their Services' addresses, and what a cluster is known by. */
    async objectsOf(namespaces: readonly string[]): Promise<Stored> {
        const stored: Stored = { [system]: await this.get(system) };
        for (const key of await this.keys()) {
            const [resource = "", ...names] = key.slice(everything.length).split("/");
            if (resource === "ipaddresses") {
                const value = await this.get(key);
                if (namespaces.some((namespace) => plain(value).includes(namespace))) {
                    stored[key] = value;
                }
            } else if (resource !== "events" && names.some((name) => namespaces.includes(name))) {
                stored[key] = await this.get(key);
            }
        }
        return stored;
    }

    private async get(key: string): Promise<string> {
        const [found] = await this.range({ key: base64(key) });
        if (found?.value === undefined) {
            throw new Error(`etcd has no ${key}`);
        }
        return found.value;
    }

    async put(stored: Stored): Promise<void> {
        for (const [key, value] of Object.entries(stored)) {
            await this.call("put", { key: base64(key), value });
        }
    }

    private async keys(): Promise<string[]> {
        const end = everything.replace(/\/$/, "0");
        const found = await this.range({ key: base64(everything), range_end: base64(end), keys_only: true });
        return found.map(({ key }) => plain(key)).sort();
    }

    private async range(request: object): Promise<KeyValue[]> {
        const answer: unknown = await this.call("range", request);
        const found = isRecord(answer) && Array.isArray(answer.kvs) ? answer.kvs : [];
        return found.filter(isKeyValue);
    }

    private async call(operation: string, request: object): Promise<unknown> {
        const response = await fetch(`${this.url}/v3/kv/${operation}`, {
            method: "POST",
            body: JSON.stringify(request),
        });
        if (!response.ok) {
            throw new Error(`etcd at ${this.url}: ${operation} failed: ${response.status} ${await response.text()}`);
        }
        return response.json();
    }
}

function isKeyValue(value: unknown): value is KeyValue {
    return isRecord(value) && typeof value.key === "string" && ["string", "undefined"].includes(typeof value.value);
}
