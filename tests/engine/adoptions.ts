import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { at } from "../unit/at";
import { kubectl, object, podUids } from "./kubectl";
import { TestStack } from "./stack";

const root = join(__dirname, "..", "..");
/** A chart with the structure of RIG's own. */
export const chart = join(root, "tests", "fixtures", "charts", "reactive-interaction-gateway");
/** Where the chart lies of which RIG's is a part; a test makes it. */
export const umbrella = join(root, ".work", "test", "umbrella");

/** A manifest with the structure of RIG's own. */
export const manifest = join(root, "tests", "fixtures", "rig.yaml");

const [
    names,
    toImport,
    forget,
    withoutRig,
    toReplace,
    theEnd,
    backFromImport,
    backFromReplace,
    toKubectl,
    toHelm,
    toUmbrella,
] = [...readFileSync(join(root, "docs", "adoption.md"), "utf8").matchAll(/```sh\n(.*?)```/gs)].map(([, block]) =>
    String(block),
);

/** The documentation's blocks of commands. */
export const steps = {
    toImport,
    forget,
    withoutRig,
    toReplace,
    theEnd,
    backFromImport,
    backFromReplace,
    toKubectl,
    toHelm,
    toUmbrella,
};

/** What there is to adopt. */
export interface Existing {
    readonly namespace: string;
    readonly deployment: string;
    readonly service: string;
    readonly headlessService: string;
}

/** Does what the documentation says, as it stands there, with the tests' own manifest and chart. */
async function follow(stack: TestStack, existing: Existing, block: string | undefined): Promise<void> {
    const own = String(names)
        .replace("STACK=prod", `STACK=${stack.name}`)
        .replace("NAMESPACE=default", `NAMESPACE=${existing.namespace}`)
        .replace(/^DEPLOYMENT=.*$/m, `DEPLOYMENT=${existing.deployment}`)
        .replace(/^SERVICE=.*$/m, `SERVICE=${existing.service}`)
        .replace(/^HEADLESS_SERVICE=.*$/m, `HEADLESS_SERVICE=${existing.headlessService}`)
        .replace(/^RELEASE=\w+/m, "RELEASE=mine");
    const script = String(block)
        .replace(/^pulumi up .*$/m, "$& --yes --skip-preview")
        .replaceAll("-f rig.yaml", `-f ${manifest}`)
        .replace(/reactive-interaction-gateway --repo \S+/, `${chart} ${values.join(" ")}`)
        .replace(/\.\/umbrella\b/, umbrella);
    await stack.shell(`${own}\n${script}`);
}

/** How the release `mine` of the chart is installed. */
export const values = ["--set", "fullnameOverride=edge,service.type=NodePort,notice=hello,replicaCount=2"];

/** What clients hold on to: that it is the same Service, with the same addresses. */
export async function held({ namespace, service, headlessService }: Existing): Promise<unknown> {
    const both = await Promise.all([service, headlessService].map((name) => object(namespace, "service", name)));
    return both.map((each) => [
        each.metadata.uid,
        at(each, "spec", "clusterIP"),
        at(each, "spec", "ports", 0, "nodePort"),
    ]);
}

/** The ports of a Service. */
export async function ports({ namespace }: Existing, service: string): Promise<unknown[]> {
    const list = at(await object(namespace, "service", service), "spec", "ports");
    return Array.isArray(list) ? list.map((port) => at(port, "port")) : [];
}

/** A stack that adopts, and what it adopts. */
export class Adoption {
    private stackOfIt: TestStack | undefined;
    private addresses: unknown;
    private pods: unknown;

    constructor(
        readonly existing: Existing,
        readonly configuration: Record<string, unknown>,
    ) {}

    get stack(): TestStack {
        assert.ok(this.stackOfIt);
        return this.stackOfIt;
    }

    async begin(stackName: string): Promise<void> {
        const { namespace, deployment } = this.existing;
        await kubectl("rollout", "status", `deployment/${deployment}`, "-n", namespace, "--timeout=120s");
        this.addresses = await held(this.existing);
        this.pods = await podUids(namespace);
        this.stackOfIt = await TestStack.create(stackName, this.configuration);
    }

    /** Configures a step. */
    step(step?: string): void {
        this.stack.configure(step === undefined ? this.configuration : { ...this.configuration, "rig:adopt": step });
    }

    /** Does what a block of the documentation says. */
    async follow(block: string | undefined): Promise<void> {
        await follow(this.stack, this.existing, block);
    }

    async isAtTheSameAddresses(): Promise<void> {
        assert.deepEqual(await held(this.existing), this.addresses);
    }

    async isUntouched(): Promise<void> {
        await this.isAtTheSameAddresses();
        assert.deepEqual(await podUids(this.existing.namespace), this.pods);
        assert.deepEqual(await ports(this.existing, this.existing.service), [4000, 4001, 4010, 4011]);
    }
}
