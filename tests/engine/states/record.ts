// Deploys every kind of stack and records it. Usage: record.ts <commit of the program> <URL of etcd>
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { helm } from "../helm";
import { access, kubectl, kubectlWith } from "../kubectl";
import { compiled, Package } from "../package";
import { TestStack } from "../stack";
import { Etcd } from "./etcd";
import { Recording, twoGateways, writeObjects } from "./recordings";
import { stacks, type RecordedStack } from "./stacks";

const fixtures = join(__dirname, "..", "..", "fixtures");

async function record(commit: string, etcd: Etcd): Promise<void> {
    const rig = new Package("record");
    await rig.make(twoGateways);
    const recorded: Recording[] = [];
    for (const definition of stacks) {
        const recording = new Recording(commit, definition.kind);
        console.log(recording.stack);
        const program = definition.kind === twoGateways ? rig.example(twoGateways) : undefined;
        const stack = await deploy(definition, recording, program);
        copyFileSync(join(stack.folder, `Pulumi.${recording.stack}.yaml`), recording.stackFile);
        recording.writeState(await stack.export(), await access());
        recorded.push(recording);
    }
    writeObjects(commit, await etcd.objectsOf(recorded.map(({ namespace }) => namespace)));
}

async function deploy(definition: RecordedStack, recording: Recording, program?: string): Promise<TestStack> {
    const { configuration, secrets = {}, existing = [], adoptedFrom } = definition;
    const { stack: name, namespace } = recording;
    if (configuration["rig:createNamespace"] === false) {
        await kubectl("create", "namespace", namespace);
    }
    for (const { name, data, ...object } of existing) {
        const content = object.kind === "Secret" ? { stringData: data } : { data };
        await kubectlWith({ apiVersion: "v1", ...object, ...content, metadata: { name, namespace } }, "create");
    }
    const stack = await TestStack.create(name, configuration, program);
    for (const [path, value] of Object.entries(secrets)) {
        await stack.setSecret(path, value);
    }
    if (adoptedFrom !== undefined) {
        await adopt(stack, definition, namespace);
    }
    await stack.up(compiled);
    return stack;
}

/** Both steps of an adoption, as docs/adoption.md has them. */
async function adopt(stack: TestStack, { configuration, adoptedFrom }: RecordedStack, namespace: string) {
    const helmAdopted = adoptedFrom === "helm";
    if (helmAdopted) {
        const chart = join(fixtures, "charts", "reactive-interaction-gateway");
        const values = "fullnameOverride=edge,service.type=NodePort,replicaCount=2";
        await helm("install", "mine", chart, "-n", namespace, "--set", values);
    } else {
        await kubectl("apply", "-n", namespace, "-f", join(fixtures, "rig.yaml"));
    }
    await kubectl("wait", "deployment", "--all", "-n", namespace, "--for=condition=Available", "--timeout=120s");
    stack.configure({ ...configuration, "rig:adopt": "import" });
    await stack.up();
    if (helmAdopted) {
        await kubectl("delete", "secret", "-n", namespace, "-l", "owner=helm,name=mine");
    }
    stack.configure({ ...configuration, "rig:adopt": "replace" });
    await stack.up();
    stack.configure(configuration);
}

const [commit = "", etcd = ""] = process.argv.slice(2);

void record(commit, new Etcd(etcd));
