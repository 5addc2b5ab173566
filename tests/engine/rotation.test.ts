import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { at } from "../unit/at";
import { kubectl, kubectlWith, namespaceExists, object, objects, podUids, versions } from "./kubectl";
import { failure, TestStack, type Configuration, type Result } from "./stack";

const deployment = "rig-reactive-interaction-gateway";
const firstSecret = `${deployment}-cookie`;
const small = { "rig:replicas": 2, "rig:minReadySeconds": 0, "rig:deployTimeout": 60 };
const methods: Record<string, Configuration> = {
    manifests: {},
    helm: { "rig:method": "helm", "rig:chart": { path: "tests/fixtures/charts/reactive-interaction-gateway" } },
};

/** The steps of a run that change something, each with its resource's name. */
function steps({ events }: Result): string[] {
    return events
        .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
        .filter(({ op }) => op !== "same" && op !== "read")
        .map(({ op, urn }) => `${op} ${String(urn.split("::").at(-1))}`)
        .sort();
}

/** The Secret that a pod takes its cookie from. */
function cookieSecretOf(pod: unknown): string {
    const env = at(pod, "spec", "containers", 0, "env");
    const entries: unknown[] = Array.isArray(env) ? env : [];
    const found = entries.find((entry) => at(entry, "name") === "NODE_COOKIE");
    return String(at(found, "valueFrom", "secretKeyRef", "name"));
}

const strategy = async (namespace: string) =>
    at((await object(namespace, "deployment", deployment)).spec, "strategy", "type");

const cookie = async (namespace: string, secret: string, key = "cookie") =>
    at((await object(namespace, "secret", secret)).data, key);

/** Looks at the pods and the Secrets until the operation has ended: pods that are going away count, too. */
async function watched<T>(namespace: string, operation: Promise<T>): Promise<T> {
    let over = false;
    const ended = operation.finally(() => {
        over = true;
    });
    let looks = 0;
    const watch = async () => {
        while (!over) {
            const pods = await objects(namespace, "pods");
            const secrets = (await objects(namespace, "secrets")).map(({ metadata }) => metadata.name);
            const used = [...new Set(pods.map(cookieSecretOf))];
            assert.ok(used.length <= 1, `two cookies side by side: ${used.join(", ")}`);
            // The pods were asked for first: of a pod that has gone since, the Secret may have gone, too.
            const left = (await objects(namespace, "pods")).map(cookieSecretOf);
            assert.deepEqual(
                used.filter((name) => left.includes(name) && !secrets.includes(name)),
                [],
                "a pod's Secret isn't there",
            );
            looks++;
        }
    };
    const [result] = await Promise.all([ended, watch()]);
    assert.ok(looks > 2);
    return result;
}

/** Keeps one of the pods from going away, until the function that it returns is called. */
async function heldPod(namespace: string): Promise<() => Promise<unknown>> {
    const [pod] = await objects(namespace, "pods");
    assert.ok(pod);
    const patch = (finalizers: readonly string[] | null) =>
        kubectl(
            ...["patch", "pod", pod.metadata.name, "-n", namespace, "--type=merge"],
            ...["-p", JSON.stringify({ metadata: { finalizers } })],
        );
    await patch(["example.com/hold"]);
    return () => patch(null);
}

/** Begins an update, and ends the process by the signal as soon as the Deployment has the cookie of this number. */
async function interrupted(stack: TestStack, namespace: string, number: string, signal: NodeJS.Signals): Promise<void> {
    const up = spawn("pulumi", ["up", "--yes", "--skip-preview", "--stack", stack.name], {
        cwd: stack.folder,
        stdio: "ignore",
    });
    const exit = new Promise((resolve) => up.on("exit", resolve));
    const until = Date.now() + 60_000;
    const path = "{.spec.template.metadata.annotations.rig/cookie-rotation}";
    while ((await kubectl("get", "deployment", deployment, "-n", namespace, "-o", `jsonpath=${path}`)) !== number) {
        assert.ok(Date.now() < until, "the Deployment was never changed");
        await sleep(200);
    }
    up.kill(signal);
    await exit;
    await stack.shell(`pulumi cancel --yes --stack ${stack.name} 2>/dev/null || true`);
}

for (const [method, choice] of Object.entries(methods)) {
    describe(`a rotation of the cookie, method ${method}`, () => {
        const name = `rotated-${method}`;
        const namespace = `rig-${name}`;
        const rotated = (rotation: number, more: Configuration = {}) => ({
            ...small,
            ...choice,
            "rig:protect": true,
            "rig:cookie": { rotation },
            ...more,
        });
        let stack: TestStack;

        before(async () => {
            stack = await TestStack.create(name, { ...small, ...choice, "rig:protect": true });
            await stack.up();
        });

        after(async () => {
            await kubectl("uncordon", "-l", "kubernetes.io/hostname");
            stack.configure(rotated(3, { "rig:protect": false }));
            await stack.up();
            await stack.destroy();
            assert.equal(await namespaceExists(namespace), false);
        });

        it("is refused before the arguments are recorded, which restarts no pod", async () => {
            const before = await versions(namespace);
            stack.configure(rotated(1));
            assert.match(
                await failure(stack.up()),
                /cookie\.rotation: 1 is not allowed yet: .* First set cookie\.rotation to 0/,
            );
            assert.deepEqual(await versions(namespace), before);

            const pods = await podUids(namespace);
            stack.configure(rotated(0));
            await stack.up();
            assert.deepEqual(await podUids(namespace), pods);
            assert.deepEqual(steps(await stack.preview()), []);
        });

        it("is refused together with any other change, which isn't made either", async () => {
            const before = await versions(namespace);
            for (const other of [{ "rig:podAnnotations": { a: "b" } }, { "rig:serviceType": "NodePort" }]) {
                stack.configure(rotated(1, other));
                assert.match(
                    await failure(stack.up()),
                    /cookie\.rotation: nothing else may change in the update that rotates the cookie/,
                );
                assert.deepEqual(await versions(namespace), before);
            }
        });

        it("is announced, and replaces all pods at once", async () => {
            const [pods, first] = [await podUids(namespace), await cookie(namespace, firstSecret)];
            stack.configure(rotated(1));
            const { text } = await stack.preview();
            assert.match(
                text,
                /THE GATEWAY IS INTERRUPTED: this update gives all pods another cookie, number 1 after number 0/,
            );
            await watched(namespace, stack.up());
            assert.ok((await podUids(namespace)).every((uid) => !pods.includes(uid)));
            const { cookieSecret } = await stack.outputs();
            const second = String(at(cookieSecret, "name"));
            assert.match(second, /^rig-reactive-interaction-gateway-cookie-[0-9a-f]{10}$/);
            assert.notEqual(await cookie(namespace, second), first);
            assert.equal(await cookie(namespace, firstSecret), first);
            assert.equal((await podUids(namespace)).length, 2);
            assert.ok((await objects(namespace, "pods")).map(cookieSecretOf).every((used) => used === second));
            const text64 = String(await cookie(namespace, second));
            assert.ok(
                !stack.state().includes(Buffer.from(text64, "base64").toString()),
                "the cookie is in the state in clear",
            );
        });

        it("is complete though a pod isn't ready: a change of the settings interrupts nothing", async () => {
            const [pod] = await objects(namespace, "pods");
            assert.ok(pod);
            await kubectl("cordon", "-l", "kubernetes.io/hostname");
            await kubectl("delete", "pod", pod.metadata.name, "-n", namespace);
            stack.configure(rotated(1, { "rig:podAnnotations": { a: "b" } }));
            const { text } = await stack.preview();
            assert.match(text, /"?RollingUpdate"?/);
            assert.doesNotMatch(text, /INTERRUPTED/);
            await kubectl("uncordon", "-l", "kubernetes.io/hostname");
            await kubectl("rollout", "status", `deployment/${deployment}`, "-n", namespace, "--timeout=60s");
            stack.configure(rotated(1));
        });

        it("leaves one update, which gives the Deployment its rolling updates back and restarts no pod", async () => {
            const pods = await podUids(namespace);
            assert.equal(await strategy(namespace), "Recreate");
            const workload = method === "helm" ? "gateway-release" : "gateway-deployment";
            assert.deepEqual(steps(await stack.preview()), [`update ${workload}`]);
            await stack.up();
            assert.equal(await strategy(namespace), "RollingUpdate");
            assert.deepEqual(await podUids(namespace), pods);
            assert.deepEqual(steps(await stack.preview()), []);
            assert.deepEqual(
                steps(await stack.refresh()).filter((step) => !step.startsWith("refresh")),
                [],
            );
            assert.deepEqual(steps(await stack.preview()), []);
        });

        it("is never taken back", async () => {
            const before = await versions(namespace);
            stack.configure(rotated(0));
            assert.match(
                await failure(stack.up()),
                /cookie\.rotation: 0 is not allowed: the pods have cookie number 1/,
            );
            stack.configure({ ...small, ...choice, "rig:protect": true });
            assert.match(await failure(stack.up()), /cookie\.rotation: it is missing: the pods have cookie number 1/);
            assert.deepEqual(await versions(namespace), before);
        });

        for (const signal of ["SIGINT", "SIGKILL"] as const) {
            const number = signal === "SIGINT" ? 2 : 3;
            it(`is completed by the next update when ${signal} has interrupted it`, async () => {
                const [pods, old] = [await podUids(namespace), at((await stack.outputs()).cookieSecret, "name")];
                stack.configure(rotated(number));
                // So an old pod stays, and no new one is made.
                const release = await heldPod(namespace);
                await watched(namespace, interrupted(stack, namespace, String(number), signal));
                if (method === "helm") {
                    await forgetPending(stack);
                }
                assert.match(
                    (await stack.preview()).text,
                    /the rotation to cookie number \d isn't complete, and this update goes on with it/,
                );
                await watched(namespace, Promise.all([stack.up(), release()]));
                const now = await podUids(namespace);
                assert.equal(now.length, 2);
                assert.ok(now.every((uid) => !pods.includes(uid)));
                await stack.up();
                assert.equal(await strategy(namespace), "RollingUpdate");
                assert.deepEqual(await podUids(namespace), now);
                assert.deepEqual(steps(await stack.preview()), []);
                const secrets = (await objects(namespace, "secrets")).map(({ metadata }) => metadata.name);
                assert.ok(!secrets.includes(String(old)));
                const { cookieSecret } = await stack.outputs();
                assert.ok(secrets.includes(String(at(cookieSecret, "name"))));
            });
        }

        /** Does what the program advises when Helm refuses to go on. */
        async function forgetPending(interruptedStack: TestStack): Promise<void> {
            const message = await interruptedStack.preview().then(() => "", String);
            const [, advice] = /let Helm forget the revision: (kubectl delete secret [^\n]*)/.exec(message) ?? [];
            if (advice !== undefined) {
                await interruptedStack.shell(advice);
            }
        }
    });
}

describe("a cookie of one's own", () => {
    const name = "own-cookie";
    const namespace = `rig-${name}`;
    const [one, two] = ["OneCookie0123456789OneCookie0123456789", "TwoCookie0123456789TwoCookie0123456789"];
    let stack: TestStack;

    before(async () => {
        stack = await TestStack.create(name, { ...small, "rig:cookie": { rotation: 0 } });
        await stack.setSecret("rig:cookieValue", one);
        await stack.up();
    });

    after(async () => {
        await stack.destroy();
    });

    it("is changed by a rotation only, and by no other cookie than before is there one", async () => {
        const [before, pods] = [await versions(namespace), await podUids(namespace)];
        await stack.setSecret("rig:cookieValue", two);
        await stack.shell(`pulumi config set --stack ${name} rig:serviceType NodePort`);
        assert.match(
            await failure(stack.up()),
            /cookie: it is another one than the pods have .* set cookie\.rotation to 1/,
        );
        assert.deepEqual(await versions(namespace), before);
        await stack.shell(`pulumi config rm --stack ${name} rig:serviceType`);

        await stack.shell(`pulumi config set --stack ${name} --path rig:cookie.rotation 1`);
        await watched(namespace, stack.up());
        const secret = String(at((await stack.outputs()).cookieSecret, "name"));
        assert.equal(await cookie(namespace, secret), Buffer.from(two).toString("base64"));
        assert.equal(await cookie(namespace, firstSecret), Buffer.from(one).toString("base64"));
        assert.ok((await podUids(namespace)).every((uid) => !pods.includes(uid)));

        await stack.shell(`pulumi config set --stack ${name} --path rig:cookie.rotation 2`);
        assert.match(
            await failure(stack.up()),
            /the number is another one, but the cookie is the one that the pods have already/,
        );
    });
});

describe("the cookie of an existing Secret", () => {
    const name = "existing-cookie";
    const namespace = `rig-${name}`;
    const secret = (secretName: string, text: string) => ({
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: secretName, namespace },
        stringData: { c: text },
    });
    const configuration = (secretName: string, rotation: number) => ({
        ...small,
        "rig:createNamespace": false,
        "rig:cookie": { existingSecret: { name: secretName, key: "c" }, rotation },
    });
    let stack: TestStack;

    before(async () => {
        await kubectl("create", "namespace", namespace);
        await kubectlWith(secret("one", "OneCookie0123456789OneCookie0123456789"), "apply");
        await kubectlWith(secret("two", "TwoCookie0123456789TwoCookie0123456789"), "apply");
        stack = await TestStack.create(name, configuration("one", 0));
        await stack.up();
    });

    after(async () => {
        await stack.destroy();
        await kubectl("delete", "namespace", namespace);
    });

    it("is no rotation when its content changes: a warning, and no pod restarts", async () => {
        const pods = await podUids(namespace);
        await kubectlWith(secret("one", "NewCookie0123456789NewCookie0123456789"), "apply");
        const { text } = await stack.up();
        assert.match(text, /Secret one has another cookie under c than when the pods were deployed/);
        assert.deepEqual(await podUids(namespace), pods);
        assert.deepEqual(steps(await stack.preview()), []);
        await kubectlWith(secret("one", "OneCookie0123456789OneCookie0123456789"), "apply");
    });

    it("is rotated by another Secret", async () => {
        const pods = await podUids(namespace);
        stack.configure(configuration("two", 0));
        assert.match(await failure(stack.up()), /cookie: it is another one than the pods have/);
        stack.configure(configuration("two", 1));
        await watched(namespace, stack.up());
        assert.ok((await podUids(namespace)).every((uid) => !pods.includes(uid)));
        assert.ok((await objects(namespace, "pods")).map(cookieSecretOf).every((used) => used === "two"));
    });
});
