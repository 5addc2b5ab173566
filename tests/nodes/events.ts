import { randomUUID } from "node:crypto";
import { get } from "node:http";
import { until } from "./until";

const timeout = 5000;

/** Posts an event, and returns its id. @throws Error unless it is accepted. */
export async function post(address: string, port = 4000): Promise<string> {
    const id = randomUUID();
    const answer = await fetch(`http://${address}:${port}/_rig/v1/events`, {
        method: "POST",
        headers: { "content-type": "application/json", connection: "close" },
        body: JSON.stringify({ specversion: "0.2", type: "test", source: "tests", id }),
        signal: AbortSignal.timeout(timeout),
    });
    if (answer.status !== 202) {
        throw new Error(`${answer.status} from ${address}`);
    }
    return id;
}

/** An SSE connection that collects the ids of the events it gets. */
export class Subscriber {
    readonly received = new Set<string>();
    /** How the stream ended: in order, or cut off; undefined while it is open. */
    ended: "in order" | "cut off" | undefined;
    private constructor(private readonly close: () => void) {}

    /** Connects, and waits until the connection is confirmed. @throws Error when it is refused. */
    static async connect(address: string, port = 4000): Promise<Subscriber> {
        let confirmed = false;
        const subscriber = await new Promise<Subscriber>((resolve, reject) => {
            const options = { host: address, port, path: "/_rig/v1/connection/sse", agent: false };
            const request = get(options, (answer) => {
                if (answer.statusCode !== 200) {
                    reject(new Error(`${String(answer.statusCode)} from ${address}`));
                    return;
                }
                const made = new Subscriber(() => request.destroy());
                answer.setEncoding("utf8");
                answer.on("data", (text: string) => {
                    confirmed ||= text.includes("rig.connection.created");
                    for (const [, id] of text.matchAll(/"id":"([^"]+)"/g)) {
                        made.received.add(id ?? "");
                    }
                });
                answer.on("end", () => (made.ended ??= "in order"));
                answer.on("error", () => (made.ended ??= "cut off"));
                resolve(made);
            });
            request.setTimeout(timeout, () => {
                if (!confirmed) request.destroy(new Error(`no answer from ${address}`));
            });
            request.on("error", reject);
        });
        await until("the connection is confirmed", () => Promise.resolve(confirmed || subscriber.ended !== undefined));
        return subscriber;
    }

    /**
     * Waits until an event arrives that is posted to one of these: other nodes learn of a subscriber a moment after it is
     * confirmed. What is posted there from then on has to arrive.
     *
     * @throws Error when none does.
     */
    async hears(...addresses: string[]): Promise<void> {
        for (const address of addresses) {
            const posted: string[] = [];
            await until(`an event that is posted to ${address} arrives`, async () => {
                posted.push(await post(address));
                return posted.some((id) => this.received.has(id));
            });
        }
    }

    /** Which of the events haven't arrived, after a while in which they may. */
    async missing(ids: readonly string[]): Promise<string[]> {
        const left = () => ids.filter((id) => !this.received.has(id));
        await until("the events arrive", () => Promise.resolve(left().length === 0), 5).catch(() => undefined);
        return left();
    }

    disconnect(): void {
        this.ended ??= "in order";
        this.close();
    }
}

/** Posts events one after the other, to an address that may change, until it is stopped. */
export class Poster {
    readonly accepted: string[] = [];
    readonly refused: unknown[] = [];
    private stopped = false;
    private readonly done: Promise<void>;

    constructor(address: () => string, port = 4000) {
        this.done = (async () => {
            while (!this.stopped) {
                await post(address(), port).then(
                    (id) => this.accepted.push(id),
                    (error: unknown) => this.refused.push(error),
                );
                await new Promise((resolve) => setTimeout(resolve, 30));
            }
        })();
    }

    async stop(): Promise<void> {
        this.stopped = true;
        await this.done;
    }
}
