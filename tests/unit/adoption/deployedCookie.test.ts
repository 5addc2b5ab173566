import assert from "node:assert/strict";
import { findAdoptedObjects } from "../../../adoption/adoptedObjects";
import { stepNotice } from "../../../adoption/stepNotice";
import { preflight } from "../../../preflight";
import type { ClusterReader, FoundObject, Lookup } from "../../../kubernetes/reader";
import type { CookieArgs } from "../../../components";
import { objectNames } from "../../../components/model/names";

const names = objectNames("rig");
const good = "k3JH8slP0qX7vB2mN5tR9wY1zC4dF6gA";
const encoded = (text: string) => Buffer.from(text).toString("base64");
const secret = (data: Record<string, string>): FoundObject => ({ labels: {}, data });
const fromKey = { name: "NODE_COOKIE", valueFrom: { secretKeyRef: { name: "erlang", key: "cookie" } } };

/** A cluster with RIG, whose container has these fields, and these Secrets. */
function cluster(container: object, secrets: Record<string, Lookup>): ClusterReader {
    const template = { metadata: { labels: { app: "rig" } }, spec: { containers: [{ name: "rig", ...container }] } };
    const spec = { selector: { app: "rig" }, ports: [{ port: 4000 }], type: "ClusterIP" };
    const objects: Record<string, Lookup> = {
        "Namespace/rig-dev": secret({}),
        [`Deployment/${names.deployment}`]: { ...secret({}), spec: { template }, status: { availableReplicas: 1 } },
        [`Service/${names.publicService}`]: { ...secret({}), spec: { ...spec, clusterIP: "10.0.0.1" } },
        [`Service/${names.headlessService}`]: { ...secret({}), spec: { ...spec, clusterIP: "None" } },
        ...Object.fromEntries(Object.entries(secrets).map(([name, found]) => [`Secret/${name}`, found])),
    };
    return {
        minorVersion: 36,
        find: ({ kind, name }) => Promise.resolve(objects[`${kind}/${name}`] ?? "absent"),
        findAll: () => Promise.resolve([]),
    };
}

async function desired(reader: ClusterReader, cookie?: CookieArgs) {
    const adopted = await findAdoptedObjects(reader, "rig-dev", names);
    const gateway = { adopt: "import" as const, createNamespace: false, ...(cookie && { cookie }) };
    return { project: "rig", stack: "dev", namespace: "rig-dev", gateway, adopted };
}

async function notice(container: object, secrets: Record<string, Lookup>, cookie?: CookieArgs): Promise<string> {
    const expected = await desired(cluster(container, secrets), cookie);
    return stepNotice(expected, expected.adopted).join("\n");
}

const set = (name: string, key: string) =>
    `Secret ${name}. To keep this cookie: pulumi config set --path rig:cookie.existingSecret.name ${name}, and pulumi config set --path rig:cookie.existingSecret.key ${key}. Otherwise the stack generates a new one.`;

describe("the cookie of the pods that are adopted", () => {
    const erlang = { erlang: secret({ cookie: encoded(good) }) };

    it("is gone on with from its Secret, by two commands", async () => {
        const text = await notice({ env: [fromKey] }, erlang);
        assert.ok(text.includes(`The old pods take their cookie from key cookie of ${set("erlang", "cookie")}`), text);
        assert.match(text, /with another cookie/);
        assert.ok(!text.includes(good));
        assert.ok((await notice({ env: [fromKey] }, { erlang: "forbidden" })).includes(set("erlang", "cookie")));
    });

    it("is the same then, and nothing more is said of it", async () => {
        const cookie = { existingSecret: { name: "erlang", key: "cookie" } };
        const text = await notice({ env: [fromKey] }, erlang, cookie);
        assert.match(
            text,
            /makes it anew with the same cookie, since its selector can't be changed\. All connections end/,
        );
        assert.doesNotMatch(text, /another cookie|take their cookie/);
        assert.match(await notice({ env: [fromKey] }, erlang, { value: good }), /with another cookie/);
    });

    it("is found where the Secret sets all of its keys, the last one that has it", async () => {
        const sources = ["first", "second", "third"].map((name) => ({ secretRef: { name } }));
        const envFrom = [
            ...sources,
            { prefix: "NODE_", secretRef: { name: "prefixed" } },
            { configMapRef: { name: "c" } },
        ];
        const cookie = { NODE_COOKIE: encoded(good) };
        const all = { first: secret(cookie), second: secret(cookie), third: secret({}) };
        assert.ok((await notice({ envFrom }, all)).includes(set("second", "NODE_COOKIE")));
        const prefixed = { ...all, prefixed: secret({ COOKIE: encoded(good) }) };
        assert.ok((await notice({ envFrom }, prefixed)).includes(set("prefixed", "COOKIE")));
    });

    it("is generated when it isn't usable, or no Secret has it", async () => {
        const weak = await notice({ env: [fromKey] }, { erlang: secret({ cookie: encoded("magiccookie") }) });
        assert.match(
            weak,
            /cookie of Secret erlang\. The cookie \(not shown\) is not usable here, so the stack generates a new one/,
        );
        assert.ok(!weak.includes("magiccookie"));
        const literal = { env: [{ name: "NODE_COOKIE", value: good }], envFrom: [{ secretRef: { name: "erlang" } }] };
        const map = {
            env: [{ name: "NODE_COOKIE", valueFrom: { configMapKeyRef: { name: "erlang", key: "cookie" } } }],
        };
        for (const container of [literal, map, { envFrom: [{ secretRef: { name: "absent" } }] }, {}]) {
            assert.doesNotMatch(await notice(container, erlang), /take their cookie/);
        }
    });
});

describe("an object that has the name of one of the gateway's own", () => {
    const refusal = async (container: object, secrets: Record<string, Lookup>) => {
        const reader = cluster(container, secrets);
        try {
            const expected = await desired(reader);
            await preflight(reader, expected, expected.adopted);
        } catch (error) {
            return error instanceof Error ? error.message : "";
        }
        return "";
    };
    const name = names.cookieSecret;
    const own = { name: "NODE_COOKIE", valueFrom: { secretKeyRef: { name, key: "cookie" } } };

    it("is the cookie to go on with", async () => {
        assert.match(
            await refusal({ env: [own] }, { [name]: secret({ cookie: encoded(good) }) }),
            /Secret rig-dev\/\S+-cookie: it exists already and isn't this gateway's\. The old pods take their cookie from it\. To keep this cookie: pulumi config set --path rig:cookie\.existingSecret\.name/,
        );
    });

    it("or is left alone under another name of the gateway, with the adopted names kept", async () => {
        assert.match(
            await refusal({ env: [] }, { [name]: secret({}) }),
            new RegExp(
                `Choose another rig:name, .* rig:objectNames: \\{deployment: ${names.deployment}, service: ${names.publicService}, headlessService: ${names.headlessService}\\}`,
            ),
        );
    });
});
