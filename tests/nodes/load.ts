import { pods } from "./cluster";
import { Subscriber } from "./events";
import { sleep } from "./until";

const health = async (address: string, milliseconds: number) => {
    const signal = AbortSignal.timeout(milliseconds);
    const answer = await fetch(`http://${address}:4000/_rig/health`, { headers: { connection: "close" }, signal });
    return answer.status === 200 && (await answer.text()) === "OK";
};

/** Does something over and over until it is stopped. */
abstract class Load {
    private stopped = false;
    private done: Promise<unknown> = Promise.resolve();

    protected start(times: number, pause: number, once: () => Promise<void>): void {
        const run = async () => {
            while (!this.stopped) {
                await once();
                await sleep(pause);
            }
        };
        this.done = Promise.all(Array.from({ length: times }, run));
    }

    async stop(): Promise<void> {
        this.stopped = true;
        await this.done;
    }
}

/** Requests to an address, each on a connection of its own. */
export class Requests extends Load {
    answered = 0;
    readonly refused: unknown[] = [];

    constructor(address: string) {
        super();
        this.start(2, 25, async () => {
            try {
                if (await health(address, 5000)) this.answered += 1;
                else this.refused.push("not 200 OK");
            } catch (error) {
                this.refused.push(error);
            }
        });
    }
}

/** SSE streams to an address; where one ends, another one is opened. */
export class Streams extends Load {
    opened = 0;
    readonly refused: unknown[] = [];
    private readonly open: Subscriber[] = [];

    constructor(address: string, wanted: number) {
        super();
        this.start(1, 50, async () => {
            for (const ended of this.open.filter(({ ended }) => ended !== undefined)) {
                this.open.splice(this.open.indexOf(ended), 1);
            }
            if (this.open.length < wanted) {
                try {
                    this.open.push(await Subscriber.connect(address));
                    this.opened += 1;
                } catch (error) {
                    this.refused.push(error);
                }
            }
        });
    }

    override async stop(): Promise<void> {
        await super.stop();
        for (const subscriber of this.open) subscriber.disconnect();
    }
}

/** How many of a namespace's pods answer on the public port, again and again. */
export class Answering extends Load {
    readonly samples: number[] = [];

    constructor(namespace: string) {
        super();
        this.start(1, 100, async () => {
            const found = await pods(namespace);
            const answers = await Promise.all(found.map(({ address }) => health(address, 2000).catch(() => false)));
            this.samples.push(answers.filter((answer) => answer).length);
        });
    }
}
