import { randomUUID } from "node:crypto";
import { get } from "node:http";
import { until } from "./until";

const timeout = 5000;

/** The type of the events that the tests post and subscribe to. */
const eventType = "com.example.test";

/** Posts a CloudEvent, and returns its id. @throws Error unless it is accepted. */
export async function post(address: string, port = 4000): Promise<string> {
    const id = randomUUID();
    const answer = await fetch(`http://${address}:${port}/_rig/v1/events`, {
        method: "POST",
        headers: { "content-type": "application/json", connection: "close" },
        body: JSON.stringify({ specversion: "0.2", type: eventType, source: "tests", id }),
        signal: AbortSignal.timeout(timeout),
    });
    if (answer.status !== 202) {
        throw new Error(`${answer.status} from ${address}`);
    }
    return id;
}

/** An SSE connection with a subscription, that collects the ids of the events it gets. */
export class Subscriber {
    readonly received = new Set<string>();
    /** When the stream ended, in milliseconds since 1970; undefined while it is open. */
    ended: number | undefined;
    private constructor(private readonly close: () => void) {}

    /** Connects, and waits until the subscription is confirmed. @throws Error when it is refused. */
    static async connect(address: string, port = 4000): Promise<Subscriber> {
        let confirmed = false;
        const subscriber = await new Promise<Subscriber>((resolve, reject) => {
            const subscriptions = encodeURIComponent(JSON.stringify([{ eventType }]));
            const path = `/_rig/v1/connection/sse?subscriptions=${subscriptions}`;
            const request = get({ host: address, port, path, agent: false }, (answer) => {
                if (answer.statusCode !== 200) {
                    reject(new Error(`${String(answer.statusCode)} from ${address}`));
                    return;
                }
                const made = new Subscriber(() => request.destroy());
                let unread = "";
                answer.setEncoding("utf8");
                answer.on("data", (text: string) => {
                    const lines = (unread + text).split("\n");
                    unread = lines.pop() ?? "";
                    confirmed ||= lines.some((line) => /^event: ?rig\.subscriptions_set$/.test(line));
                    for (const [, id] of lines.join("\n").matchAll(/"id":"([^"]+)"/g)) {
                        made.received.add(id ?? "");
                    }
                });
                // A stream that the server cuts off ends with an error.
                answer.on("error", () => undefined);
                answer.on("close", () => (made.ended ??= Date.now()));
                resolve(made);
            });
            request.setTimeout(timeout, () => {
                if (!confirmed) request.destroy(new Error(`no answer from ${address}`));
            });
            request.on("error", reject);
        });
        await until("the subscription is confirmed", () =>
            Promise.resolve(confirmed || subscriber.ended !== undefined),
        );
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

    /** Waits until the server has ended the stream. */
    async endOfStream(): Promise<number> {
        return until("the stream ends", () => Promise.resolve(this.ended));
    }

    disconnect(): void {
        this.ended ??= Date.now();
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
