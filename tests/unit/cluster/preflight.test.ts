import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import type { Expectation } from "../../../cluster/expectation";
import { preflight } from "../../../cluster/preflight";
import type { ClusterReader, FoundObject, Lookup, ObjectReference } from "../../../cluster/reader";
import type { GatewayArgs } from "../../../components";
import { instanceLabel, objectNames } from "../../../components/plan/naming";
import { plannedObjects } from "../../../components/plan/objects";
import { gateway } from "../mocks";

const own = {
    data: {},
    labels: { "app.kubernetes.io/instance": instanceLabel({ project: "rig", stack: "dev", name: "rig" }) },
};
const full = "rig-reactive-interaction-gateway";
const nothing: FoundObject = { labels: {}, data: {} };

/** A cluster with these objects, by `Kind/name`. */
function cluster(found: Record<string, Lookup>, minorVersion = 36): ClusterReader & { asked: string[] } {
    const asked: string[] = [];
    return {
        minorVersion,
        asked,
        find({ kind, name }: ObjectReference) {
            asked.push(`${kind}/${name}`);
            return Promise.resolve(found[`${kind}/${name}`] ?? "absent");
        },
    };
}

async function problems(reader: ClusterReader, args: Omit<GatewayArgs, "namespace"> = {}): Promise<string[]> {
    const expectation: Expectation = { project: "rig", stack: "dev", namespace: "rig-dev", gateway: args };
    try {
        await preflight(reader, expectation);
    } catch (error) {
        assert.ok(RunError.isInstance(error));
        return error.message
            .split("\n")
            .slice(1)
            .map((line) => line.trim());
    }
    return [];
}

describe("before anything is registered", () => {
    it("an empty cluster is fine, and so is one with the gateway's own objects", async () => {
        assert.deepEqual(await problems(cluster({})), []);
        const ours = cluster({ "Namespace/rig-dev": own, [`Deployment/${full}`]: own });
        assert.deepEqual(await problems(ours), []);
    });

    it("an object of someone else is refused, with its owner's name", async () => {
        const found = await problems(
            cluster({
                [`Service/${full}-admin`]: { data: {}, labels: { "app.kubernetes.io/instance": "theirs" } },
                [`Secret/${full}-cookie`]: nothing,
                "Namespace/rig-dev": nothing,
            }),
        );
        assert.deepEqual(found, [
            "Namespace rig-dev: it exists already and isn't this gateway's. To use it as it is, set createNamespace to false; else choose another namespace.",
            `Service rig-dev/${full}-admin: it exists already and belongs to theirs. Choose another name or namespace for this stack.`,
            `Secret rig-dev/${full}-cookie: it exists already and isn't this gateway's. Choose another name or namespace for this stack.`,
        ]);
    });

    it("a server that is too old is refused", async () => {
        assert.deepEqual(await problems(cluster({}, 29)), [
            "Kubernetes: the API server is 1.29. Allowed: 1.30 or newer.",
        ]);
    });

    it("an existing namespace has to exist, as far as that can be seen", async () => {
        const args = { createNamespace: false };
        assert.match((await problems(cluster({}), args)).join(), /^Namespace rig-dev: it doesn't exist/);
        assert.deepEqual(await problems(cluster({ "Namespace/rig-dev": "forbidden" }), args), []);
        assert.deepEqual(await problems(cluster({ "Namespace/rig-dev": nothing }), args), []);
    });

    it("the namespace that the stack made isn't given up, since that would delete it", async () => {
        const found = await problems(cluster({ "Namespace/rig-dev": own }), { createNamespace: false });
        assert.match(found.join(), /^Namespace rig-dev: this stack made it, .* would delete it/);
    });

    it("what may not be read is a problem, and not taken for absent", async () => {
        const found = await problems(cluster({ [`Deployment/${full}`]: "forbidden", "Secret/erlang": "forbidden" }), {
            cookie: { existingSecret: { name: "erlang", key: "c" } },
        });
        assert.deepEqual(found, [
            `Deployment rig-dev/${full}: the user of the kubeconfig may not read it, and needs the right to (get). Whose it is, if it exists, can't be checked.`,
            "Secret rig-dev/erlang: the user of the kubeconfig may not read it, and needs the right to (get).",
        ]);
    });

    it("an existing cookie has to be there and usable, and is never shown", async () => {
        const args = { cookie: { existingSecret: { name: "erlang", key: "c" } } };
        const secret = (text: string) => ({
            "Secret/erlang": { labels: {}, data: { c: Buffer.from(text).toString("base64") } },
        });
        assert.match((await problems(cluster({}), args)).join(), /^Secret rig-dev\/erlang: it doesn't exist/);
        assert.match(
            (await problems(cluster({ "Secret/erlang": nothing }), args)).join(),
            /has no key c.* It has: none\.$/,
        );
        const bad = (await problems(cluster(secret("short-and-bad")), args)).join();
        assert.match(bad, /the cookie under c \(not shown\) is not usable/);
        assert.ok(!bad.includes("short-and-bad"));
        assert.deepEqual(await problems(cluster(secret("aB".repeat(16))), args), []);
    });
});

describe("the planned objects", () => {
    it("are the ones that the component makes", async () => {
        const made = (
            await gateway({
                networkPolicy: { adminFrom: [{ podSelector: {} }], egressTo: [{}] },
                tls: { issuer: { name: "ca" } },
            })
        ).resources
            .filter(({ type }) => type.startsWith("kubernetes:") && !type.endsWith(":Namespace"))
            .map(({ type, inputs }) => {
                const metadata = inputs.metadata;
                const name =
                    typeof metadata === "object" && metadata !== null && "name" in metadata ? metadata.name : "";
                return `${type.split(":").at(-1) ?? ""} ${String(name)}`;
            });
        const planned = plannedObjects(objectNames("rig"), {
            ownCookie: true,
            disruptionBudget: true,
            networkPolicies: true,
            certificate: true,
        }).map(({ kind, name }) => `${kind} ${name}`);
        assert.deepEqual(planned.sort(), made.sort());
    });
});
