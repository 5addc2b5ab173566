import assert from "node:assert/strict";
import type { DesiredState } from "../../../deployed/desiredState";
import { preflight } from "../../../preflight";
import type { ClusterReader, FoundObject, Lookup, ObjectReference } from "../../../kubernetes/reader";
import type { ReleaseLookup } from "../../../kubernetes/helmRelease";
import type { GatewayArgs } from "../../../components";
import { instanceLabel } from "../../../components/model/names";
import { largestObject } from "../../../components/rig/limits";
import { fixture } from "../../fixtures";
import { problemLines } from "../problemLines";

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
        findAll: () => Promise.resolve([]),
    };
}

async function problems(
    reader: ClusterReader,
    args: Omit<GatewayArgs, "namespace"> = {},
    release?: ReleaseLookup,
    more: Partial<DesiredState> = {},
): Promise<string[]> {
    const identity = { project: "rig", stack: "dev", namespace: "rig-dev" };
    const desired: DesiredState = { ...identity, gateway: args, release, ...more };
    try {
        await preflight(reader, desired);
    } catch (error) {
        return problemLines(error);
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
            `Secret rig-dev/${full}-cookie: it exists already and isn't this gateway's. Choose another name or namespace for this stack.`,
            `Service rig-dev/${full}-admin: it exists already and belongs to theirs. Choose another name or namespace for this stack.`,
        ]);
    });

    it("an object of another state of the same project and stack is refused, with the ways out", async () => {
        const theirs = { ...own, annotations: { "rig-owner": "theirs" } };
        const reader = cluster({ [`Deployment/${full}`]: theirs, "Namespace/rig-dev": own });
        for (const owner of [undefined, "ours"]) {
            const [first, ...others] = await problems(reader, {}, undefined, { owner });
            assert.match(
                String(first),
                /^Deployment .*: another state of this project and stack has deployed it: .* choose another name, namespace or stack here\. .*docs\/ownership\.md says how to take the gateway over\.$/,
            );
            assert.deepEqual(others, []);
        }
        assert.deepEqual(await problems(reader, {}, undefined, { owner: "theirs" }), []);
    });

    it("an object of this stack under a former name is refused with the key that keeps the name", async () => {
        const former = (project: string, stack: string) => ({
            data: {},
            labels: { "app.kubernetes.io/instance": instanceLabel({ project, stack, name: "rig" }) },
        });
        const refusal = async (object: FoundObject) =>
            String(await problems(cluster({ [`Deployment/${full}`]: object }), {}, undefined, { owner: "ours" }));
        assert.match(
            await refusal(former("rig", "prod")),
            /If this stack was called prod when it was deployed: pulumi config set --path 'rig:instance\.stack' prod /,
        );
        assert.match(await refusal(former("edge", "dev")), /pulumi config set --path 'rig:instance\.project' NAME/);
        assert.match(
            await refusal({ ...former("edge", "prod"), annotations: { "rig-owner": "ours" } }),
            /: this stack has deployed it as rig-prod-/,
        );
        const again = cluster({ [`Deployment/${full}`]: former("edge", "prod") });
        assert.deepEqual(await problems(again, { instance: { project: "edge", stack: "prod" } }), []);
    });

    it("an object of the gateway's own is refused when the other method made it", async () => {
        const byHelm = { data: {}, labels: { ...own.labels, "app.kubernetes.io/managed-by": "Helm" } };
        const around = { [`Service/${full}-admin`]: own, "Namespace/rig-dev": own };
        const released = cluster({ ...around, [`Deployment/${full}`]: byHelm, [`Service/${full}-headless`]: byHelm });
        assert.deepEqual(await problems(released, { method: "helm" }), []);
        const [second, first, ...others] = await problems(released);
        assert.match(
            String(first),
            /^Deployment .*: it was made by method helm, and rig:method is manifests\. docs\/helm\.md/,
        );
        assert.match(String(second), /^Service .*-headless: it was made by method helm/);
        assert.deepEqual(others, []);
        const single = cluster({ ...around, [`Service/${full}`]: own });
        assert.match(
            String(await problems(single, { method: "helm" })),
            /made by method manifests, and rig:method is helm/,
        );
    });

    it("a release is refused that is someone else's, that Helm is stuck in, or that may not be seen", async () => {
        const latestObjects = [{ metadata: { labels: own.labels } }];
        const release = {
            revision: 2,
            status: "deployed",
            objects: latestObjects,
            latestObjects,
            parts: [],
            earlierParts: [],
        };
        const found = (lookup: ReleaseLookup) => problems(cluster({}), { method: "helm" }, lookup);
        assert.deepEqual(await found(release), []);
        assert.deepEqual(await found({ ...release, status: "failed", objects: [] }), []);
        const theirs = [{ metadata: { labels: { "app.kubernetes.io/instance": "rig" } } }];
        for (const foreign of [
            { ...release, objects: theirs, latestObjects: theirs },
            { ...release, status: "failed", objects: [], latestObjects: theirs },
            { ...release, status: "pending-install", objects: [], latestObjects: theirs },
        ]) {
            assert.match(
                String(await found(foreign)),
                /^Helm release rig-dev\/rig: it exists already and isn't this gateway's/,
            );
        }
        assert.match(
            String(await found({ ...release, status: "pending-upgrade" })),
            /it is pending-upgrade: .* First: helm rollback rig -n rig-dev/,
        );
        const rotating = { running: { cookieRotation: 1, rotating: true } };
        assert.match(
            String(
                await problems(
                    cluster({}),
                    { method: "helm", cookie: { rotation: 1 } },
                    { ...release, status: "pending-upgrade" },
                    rotating,
                ),
            ),
            /A rollback would bring the old cookie back .*: kubectl delete secret -n rig-dev sh\.helm\.release\.v1\.rig\.v2/,
        );
        assert.match(
            String(await found({ ...release, status: "uninstalled", objects: [] })),
            /it is uninstalled, .* First: helm uninstall rig -n rig-dev/,
        );
        assert.match(String(await found("forbidden")), /may not list Secrets/);
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

    it("the namespace that another state of the stack made is its own", async () => {
        const anothers = { ...own, annotations: { "rig-owner": "another" } };
        const found = await problems(cluster({ "Namespace/rig-dev": anothers }), { createNamespace: false });
        assert.match(found.join(), /^Namespace rig-dev: another state of this project and stack has deployed it/);
    });

    it("what may not be read is a problem, and not taken for absent", async () => {
        const found = await problems(cluster({ [`Deployment/${full}`]: "forbidden", "Secret/erlang": "forbidden" }), {
            cookie: { existingSecret: { name: "erlang", key: "c" } },
        });
        assert.deepEqual(found, [
            `Deployment rig-dev/${full}: the user of the kubeconfig may not read it, and needs the right to (get). Whether it is this gateway's can't be checked.`,
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

    it("an existing cookie that is lost is a warning where the pods have it from there already", async () => {
        const existingSecret = { name: "erlang", key: "c" };
        const running = { cookieSecret: existingSecret, cookieFingerprint: "1b", cookieLost: true };
        const warnings = (found: Record<string, Lookup>) =>
            preflight(cluster(found), {
                project: "rig",
                stack: "dev",
                namespace: "rig-dev",
                gateway: { cookie: { existingSecret } },
                running,
            });
        const [absent, ...more] = await warnings({});
        assert.deepEqual(more, []);
        assert.match(
            String(absent),
            /^Secret rig-dev\/erlang: it doesn't exist, .* key c\. .* so this update goes on\. .* waits for it, .* Put the cookie of the pods back: docs\/cookie\.md/,
        );
        assert.match((await warnings({ "Secret/erlang": nothing })).join(), /has no key c.* waits for it/);
        const bad = { labels: {}, data: { c: Buffer.from("short-and-bad").toString("base64") } };
        const unusable = (await warnings({ "Secret/erlang": bad })).join();
        assert.match(unusable, /is not usable.* takes it as it is/);
        assert.ok(!unusable.includes("short-and-bad"));

        const refused = (cookie: GatewayArgs["cookie"]) => problems(cluster({}), { cookie }, undefined, { running });
        for (const other of [
            { name: "other", key: "c" },
            { name: "erlang", key: "d" },
        ]) {
            assert.match((await refused({ existingSecret: other })).join(), /it doesn't exist.* Make it first/);
        }
        const recorded = { running: { ...running, argumentsFingerprint: "0a" } };
        const rotated = await problems(cluster({}), { cookie: { existingSecret, rotation: 1 } }, undefined, recorded);
        assert.match(rotated.join(), /it doesn't exist.* Make it first/);
    });
});

describe("what variables are taken from", () => {
    const request = { id: "all", method: "GET", path_regex: "/orders" };
    const from = (name: string) => ({ settingsFrom: { [name]: { existingSecret: { name: "jwt", key: "k" } } } });
    const secret = (text: string) =>
        cluster({ "Secret/jwt": { labels: {}, data: { k: Buffer.from(text).toString("base64") } } });
    const jwt = from("JWT_SECRET_KEY");
    const kafka = {
        KAFKA_BROKERS: "kafka:9092",
        KAFKA_SSL_ENABLED: "true",
        KAFKA_SSL_CERTFILE: "",
        KAFKA_SSL_KEYFILE: "",
    };
    const ca = {
        settings: kafka,
        settingsFrom: { KAFKA_SSL_CA_CERTFILE: { existingConfigMap: { name: "ca", key: "ca.crt" } } },
    };
    const further = { extraEnv: { TOKEN: { existingSecret: { name: "t", key: "k" } } } };

    it("has to be there, with the key", async () => {
        assert.deepEqual(await problems(cluster({}), jwt), [
            "Secret rig-dev/jwt: it doesn't exist, and JWT_SECRET_KEY is taken from it. Make it first.",
        ]);
        assert.deepEqual(await problems(cluster({ "Secret/t": { labels: {}, data: { a: "" } } }), further), [
            "Secret rig-dev/t: it has no key k, and TOKEN is taken from it. It has: a.",
        ]);
    });

    it("has to be what the variable takes, and isn't shown", async () => {
        const found = await problems(cluster({ "ConfigMap/ca": { labels: {}, data: { "ca.crt": "s3cr3t" } } }), ca);
        assert.match(found.join(), /^ConfigMap rig-dev\/ca: what it has under ca\.crt \(not shown\) is not allowed/);
        assert.ok(!found.join().includes("s3cr3t"));
        const good = { labels: {}, data: { "ca.crt": fixture("tls.crt") } };
        assert.deepEqual(await problems(cluster({ "ConfigMap/ca": good }), ca), []);
    });

    it("is told of with the place in a document", async () => {
        const apis = JSON.stringify([
            { id: "S3CR3T", name: "S3CR3T", version_data: { default: { endpoints: [{ id: "S3CR3T" }] } } },
        ]);
        assert.deepEqual(await problems(secret(apis), from("PROXY_CONFIG_FILE")), [
            "Secret rig-dev/jwt: what it has under k (not shown) is not allowed for PROXY_CONFIG_FILE[0].version_data.default.endpoints[0].method: is missing, and it is required here.",
        ]);
    });

    it("is handed to RIG as it stands: what would have to be rewritten is refused, or warned about", async () => {
        const document = (endpoint: object, proxy: object = {}) =>
            JSON.stringify([
                {
                    id: "S3CR3T",
                    name: "S3CR3T",
                    version_data: { default: { endpoints: [{ ...request, ...endpoint }] } },
                    proxy: { target_url: "orders", port: 80, ...proxy },
                },
            ]);
        const args = from("PROXY_CONFIG_FILE");
        const anchored = { path_regex: "^^(?:/orders)$" };
        assert.deepEqual(await problems(secret(document(anchored, { target_url: "orders/" })), args), [
            "Secret rig-dev/jwt: what it has under k (not shown) is not allowed for PROXY_CONFIG_FILE[0].proxy.target_url: RIG takes the slash for a part of the host. Leave it out.",
        ]);
        assert.match(
            (await problems(secret(document(anchored).replace(":80", ":8e1")), args)).join(),
            /proxy\.port: RIG takes this number for a fraction\. Write it as a whole number/,
        );
        const told = (text: string) =>
            preflight(secret(text), {
                project: "rig",
                stack: "dev",
                namespace: "rig-dev",
                gateway: { ...args, networkPolicy: { enabled: false } },
            });
        assert.deepEqual(await told(document(anchored)), []);
        const [warning = "", ...others] = await told(document({}));
        assert.match(warning, /^Secret rig-dev\/jwt: its API definitions aren't rewritten, .* as \^\^\(\?:\/x\)\$\.$/);
        assert.deepEqual(others, []);
    });

    it("is no path and not empty where a file is mounted", async () => {
        for (const text of ["", "/etc/ca.crt"]) {
            const found = await problems(cluster({ "ConfigMap/ca": { labels: {}, data: { "ca.crt": text } } }), ca);
            assert.match(found.join(), /is not allowed for KAFKA_SSL_CA_CERTFILE/, text);
        }
    });

    it("has to go together with the settings", async () => {
        assert.deepEqual(await problems(secret("shared"), from("JWT_SECRET_KEY")), []);
        assert.match(
            (await problems(secret(fixture("rsa.pub")), from("JWT_SECRET_KEY"))).join(),
            /^JWT_SECRET_KEY: this \(not shown\) is a PEM text/,
        );
        const rsa = { settings: { JWT_ALG: "RS256" }, ...from("JWT_SECRET_KEY") };
        assert.deepEqual(await problems(secret("shared"), rsa), [
            "JWT_SECRET_KEY: RS256 needs the PEM text of an RSA public key, and this (not shown) is none; nor would a path be.",
        ]);
    });

    it("has no end of line where RIG would take that literally", async () => {
        const needed = { ...kafka, HTTPS_CERTFILE: "/c", HTTPS_KEYFILE: "/k", KAFKA_SSL_CA_CERTFILE: "" };
        const tls = { ...needed, KAFKA_SSL_CERTFILE: "/c", KAFKA_SSL_KEYFILE: "/k" };
        const values: [name: string, text: string, settings?: Record<string, string>][] = [
            ["JWT_SECRET_KEY", "S3CR3T"],
            ["KAFKA_SASL", "plain:me:S3CR3T", needed],
            ["HTTPS_KEYFILE_PASS", "S3CR3T", needed],
            ["KAFKA_SSL_KEYFILE_PASS", "S3CR3T", tls],
            ["SUBSCRIPTION_CHECK", "https://me:s3cr3t@auth/"],
            ["ZIPKIN_ADDR", "http://me:S3CR3T@zipkin:9411/api"],
        ];
        for (const [name, text, settings = {}] of values) {
            const args = { settings, ...from(name) };
            assert.deepEqual(await problems(secret(text), args), [], name);
            for (const end of ["\n", "\r\n"]) {
                assert.deepEqual(await problems(secret(`${text}${end}`), args), [
                    `Secret rig-dev/jwt: what it has under k (not shown) ends with an end of line, which would be a part of ${name}. Make it without: with printf, not echo.`,
                ]);
            }
        }
        const rsa = { settings: { JWT_ALG: "RS256" }, ...from("JWT_SECRET_KEY") };
        assert.deepEqual(await problems(secret(fixture("rsa.pub")), rsa), []);
        const file = { settings: { HTTPS_CERTFILE: "/c" }, ...from("HTTPS_KEYFILE") };
        assert.deepEqual(await problems(secret(fixture("tls.key")), file), []);
    });

    it("is a host where an API definition takes it for one", async () => {
        const apis = JSON.stringify([
            {
                id: "orders",
                name: "orders",
                version_data: { default: { endpoints: [request] } },
                proxy: { target_url: "TOKEN", port: 80, use_env: true },
            },
        ]);
        const args = { settings: { PROXY_CONFIG_FILE: apis }, extraEnv: from("TOKEN").settingsFrom };
        assert.deepEqual(await problems(secret("http://orders"), args), []);
        assert.deepEqual(await problems(secret("orders\n"), args), [
            'TOKEN: API "orders" forwards to it. Allowed: a host, or http:// or https:// and a host, without user, port and path.',
        ]);
        assert.match((await problems(secret("a\0"), args)).join(), /is too long for TOKEN, or has a zero byte/);
    });

    it("tells of its consequences with the command that serves them", async () => {
        const text = JSON.stringify([
            {
                id: "orders",
                name: "orders",
                auth_type: "jwt",
                version_data: { default: { endpoints: [{ ...request, secured: true }] } },
                proxy: { target_url: "orders", port: 80 },
            },
        ]);
        const found = await problems(cluster({ "ConfigMap/a": { labels: {}, data: { k: text } } }), {
            settingsFrom: { PROXY_CONFIG_FILE: { existingConfigMap: { name: "a", key: "k" } } },
        });
        assert.deepEqual(found, [
            "JWT_SECRET_KEY: is missing: API \"orders\" has secured endpoints, and with an empty key anyone's token would be valid. Set it: pulumi config set --secret --path 'rig:secretSettings.JWT_SECRET_KEY'",
        ]);
    });

    it("doesn't count for the size of the gateway's own objects", async () => {
        const comment = JSON.stringify([
            {
                id: "orders",
                name: "orders",
                version_data: { default: { endpoints: [request] } },
                proxy: { target_url: "orders", port: 80 },
                comment: "x".repeat(largestObject / 2),
            },
        ]);
        const fields = JSON.stringify({ a: { b: { stable_field_index: 0, event: { json_pointer: "/a" } } } });
        const args = {
            secretSettings: { EXTRACTORS: fields.replace("{", `{${" ".repeat(largestObject / 2)}`) },
            ...from("PROXY_CONFIG_FILE"),
        };
        assert.deepEqual(await problems(secret(comment), args), []);
    });

    it("is warned about when it is a key that is shorter than its hash", async () => {
        const warnings = (text: string, args: DesiredState["gateway"]) =>
            preflight(secret(text), { project: "rig", stack: "dev", namespace: "rig-dev", gateway: args });
        const short = "a".repeat(31);
        const [warning, ...others] = await warnings(short, jwt);
        assert.match(String(warning), /^JWT_SECRET_KEY: the key \(not shown\) has less than 32 bytes/);
        assert.deepEqual(others, []);
        assert.deepEqual(await warnings(`${short}a`, jwt), []);
        assert.match((await warnings(`${short}a`, { ...jwt, settings: { JWT_ALG: "HS512" } })).join(), /than 64 bytes/);
        const own = { secretSettings: { JWT_SECRET_KEY: short }, ...from("JWT_ALG") };
        assert.match((await warnings("HS384", own)).join(), /^JWT_SECRET_KEY: .* less than 48 bytes/);
    });

    it("is left to the kubelet when it may not be read", async () => {
        assert.deepEqual(await problems(cluster({ "Secret/jwt": "forbidden" }), jwt), []);
    });
});

describe("the certificate", () => {
    const tls = { tls: { existingSecret: "edge" } };
    const secret = (certificate: string, key: string) => {
        const base64 = (text: string) => Buffer.from(text).toString("base64");
        return cluster({
            "Secret/edge": { labels: {}, data: { "tls.crt": base64(certificate), "tls.key": base64(key) } },
        });
    };

    it("has to be there, with its own key", async () => {
        assert.match(
            (await problems(cluster({}), tls)).join(),
            /^Secret rig-dev\/edge: it doesn't exist, and tls\.existingSecret/,
        );
        assert.deepEqual(await problems(secret(fixture("tls.crt"), fixture("tls.key")), tls), []);
        assert.match((await problems(secret("x", fixture("tls.key")), tls)).join(), /no certificate under tls\.crt/);
        assert.match(
            (await problems(secret(fixture("tls.crt"), fixture("other.key")), tls)).join(),
            /tls\.key \(not shown\) isn't the private key of tls\.crt/,
        );
        assert.match((await problems(secret(fixture("expired.crt"), fixture("tls.key")), tls)).join(), /has expired: /);
    });

    it("can be issued only with cert-manager and the issuer there", async () => {
        const issued = { tls: { issuer: { name: "ca" } } };
        const installed = { "CustomResourceDefinition/certificates.cert-manager.io": nothing };
        assert.match((await problems(cluster({}), issued)).join(), /cert-manager isn't installed/);
        assert.match((await problems(cluster(installed), issued)).join(), /^Issuer rig-dev\/ca: it doesn't exist/);
        assert.deepEqual(await problems(cluster({ ...installed, "Issuer/ca": nothing }), issued), []);
    });

    it("is put into no Secret of someone else", async () => {
        const issued = { tls: { issuer: { name: "ca" } } };
        const around = { "CustomResourceDefinition/certificates.cert-manager.io": nothing, "Issuer/ca": nothing };
        const target = (certificate?: string) => ({
            [`Secret/${full}-tls`]: {
                ...nothing,
                ...(certificate !== undefined && {
                    annotations: { "cert-manager.io/certificate-name": certificate },
                }),
            },
        });
        assert.deepEqual(await problems(cluster({ ...around, ...target(`${full}-tls`) }), issued), []);
        for (const other of [target(), target("theirs")]) {
            const found = await problems(cluster({ ...around, ...other }), issued);
            assert.match(
                found.join(),
                /^Secret rig-dev\/rig-.*-tls: it exists already .* cert-manager would overwrite it/,
            );
        }
    });
});

describe("what became wrong while the pods have it", () => {
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    const expired = fixture("expired.crt");
    const edge = (certificate: string, key = "tls.key") => ({
        "Secret/edge": { labels: {}, data: { "tls.crt": base64(certificate), "tls.key": base64(fixture(key)) } },
    });
    const secretFile = (path: string, name: string, key: string) => ({ secret: { name, items: [{ key, path }] } });
    const tlsFiles = [secretFile("HTTPS_CERTFILE", "edge", "tls.crt"), secretFile("HTTPS_KEYFILE", "edge", "tls.key")];

    /** The gateway's Deployment, with these files and variables. */
    const deployed = (sources: object[], env: object[] = [], labels = own.labels) => ({
        [`Deployment/${full}`]: {
            labels,
            data: {},
            spec: {
                template: {
                    spec: { containers: [{ name: "rig", env }], volumes: [{ name: "files", projected: { sources } }] },
                },
            },
        },
    });

    /** What is warned about; it must not be refused. */
    const warnings = (found: Record<string, Lookup>, gateway: DesiredState["gateway"]) =>
        preflight(cluster(found), { project: "rig", stack: "dev", namespace: "rig-dev", gateway });

    it("is warned about: a certificate of tls that has expired, or isn't its key's any more", async () => {
        const tls = { tls: { existingSecret: "edge" } };
        assert.deepEqual(await warnings({ ...edge(fixture("tls.crt")), ...deployed(tlsFiles) }, tls), []);
        const [warning, ...others] = await warnings({ ...edge(expired), ...deployed(tlsFiles) }, tls);
        assert.match(
            String(warning),
            /^Secret rig-dev\/edge: the certificate under tls\.crt has expired: .* The gateway's pods take it from there already, so this update goes on\.$/,
        );
        assert.deepEqual(others, []);
        const unpaired = await warnings({ ...edge(fixture("tls.crt"), "other.key"), ...deployed(tlsFiles) }, tls);
        assert.match(unpaired.join(), /isn't the private key of tls\.crt/);
    });

    it("is refused where it is new: without a Deployment, with another Secret, or in one that isn't the gateway's", async () => {
        const tls = { tls: { existingSecret: "edge" } };
        const elsewhere = [
            secretFile("HTTPS_CERTFILE", "old", "tls.crt"),
            secretFile("HTTPS_KEYFILE", "old", "tls.key"),
        ];
        const theirs = { "app.kubernetes.io/instance": "theirs" };
        for (const around of [{}, deployed(elsewhere), deployed([]), deployed(tlsFiles, [], theirs)]) {
            assert.match((await problems(cluster({ ...edge(expired), ...around }), tls)).join(), /has expired: /);
        }
    });

    it("is warned about when the object or the key is gone, and refused where that is new", async () => {
        const jwt = { settingsFrom: { JWT_SECRET_KEY: { existingSecret: { name: "jwt", key: "k" } } } };
        const env = (key: string) => [{ name: "JWT_SECRET_KEY", valueFrom: { secretKeyRef: { name: "jwt", key } } }];
        const empty = { "Secret/jwt": nothing };
        assert.match(
            (await warnings(deployed([], env("k")), jwt)).join(),
            /^Secret rig-dev\/jwt: it doesn't exist, .* so this update goes on\. A pod that starts waits for it/,
        );
        assert.match((await warnings({ ...empty, ...deployed([], env("k")) }, jwt)).join(), /has no key k.* goes on\./);
        assert.match((await problems(cluster(deployed([], env("j"))), jwt)).join(), /jwt: it doesn't exist/);
        assert.match((await problems(cluster({ ...empty, ...deployed([], env("j")) }), jwt)).join(), /has no key k/);

        const tls = { tls: { existingSecret: "edge" } };
        assert.match(
            (await warnings(deployed(tlsFiles), tls)).join(),
            /^Secret rig-dev\/edge: it doesn't exist, .*goes on/,
        );
    });

    it("is warned about: an issuer that is gone, or a Secret for the certificate that looks like someone else's", async () => {
        const issued = { tls: { issuer: { name: "ca" } } };
        const installed = { "CustomResourceDefinition/certificates.cert-manager.io": nothing };
        const asking = (name: string, labels = own.labels) => ({
            ...installed,
            [`Certificate/${full}-tls`]: { labels, data: {}, spec: { issuerRef: { name, kind: "Issuer" } } },
        });
        assert.match(
            (await warnings(asking("ca"), issued)).join(),
            /^Issuer rig-dev\/ca: it doesn't exist.* Certificate names it already, so this update goes on, but the certificate can't be renewed/,
        );
        assert.match((await problems(cluster(asking("old")), issued)).join(), /^Issuer rig-dev\/ca: it doesn't exist/);

        const there = { ...installed, "Issuer/ca": nothing, [`Secret/${full}-tls`]: nothing };
        const ownFiles = [
            secretFile("HTTPS_CERTFILE", `${full}-tls`, "tls.crt"),
            secretFile("HTTPS_KEYFILE", `${full}-tls`, "tls.key"),
        ];
        assert.match(
            (await warnings({ ...there, ...deployed(ownFiles) }, issued)).join(),
            /-tls: it exists already and .* take it from there already, so this update goes on/,
        );
        assert.match(
            (await problems(cluster({ ...there, ...deployed(tlsFiles) }), issued)).join(),
            /would overwrite it/,
        );
    });

    it("is warned about in a variable that the pods take from the same key, and from no other", async () => {
        const further = { extraEnv: { TOKEN: { existingConfigMap: { name: "t", key: "k" } } } };
        const bad = { "ConfigMap/t": { labels: {}, data: { k: "a\0" } } };
        const env = (key: string) => [{ name: "TOKEN", valueFrom: { configMapKeyRef: { name: "t", key } } }];
        assert.match(
            (await warnings({ ...bad, ...deployed([], env("k")) }, further)).join(),
            /^ConfigMap rig-dev\/t: what it has under k \(not shown\) is too long for TOKEN.* so this update goes on\.$/,
        );
        assert.match((await problems(cluster({ ...bad, ...deployed([], env("j")) }), further)).join(), /for TOKEN/);
    });

    it("is warned about when the pods have all of what doesn't go together, and refused when a part is new", async () => {
        const references = {
            HTTPS_CERTFILE: { existingSecret: { name: "edge", key: "tls.crt" } },
            HTTPS_KEYFILE: { existingSecret: { name: "edge", key: "tls.key" } },
        };
        const unpaired = { ...edge(fixture("tls.crt"), "other.key"), ...deployed(tlsFiles) };
        const whole = { settings: { LOG_LEVEL: "debug" }, settingsFrom: references };
        assert.match((await warnings(unpaired, whole)).join(), /^HTTPS_KEYFILE: the key \(not shown\) isn't that of/);
        const { HTTPS_KEYFILE } = references;
        const mixed = { settings: { HTTPS_CERTFILE: fixture("tls.crt") }, settingsFrom: { HTTPS_KEYFILE } };
        assert.match((await problems(cluster(unpaired), mixed)).join(), /^HTTPS_KEYFILE: the key \(not shown\) isn't/);

        const run = { settingsFrom: references };
        assert.match(
            (await warnings({ ...edge(expired), ...deployed(tlsFiles) }, run)).join(),
            /^HTTPS_CERTFILE: .*has expired/,
        );
        assert.match(
            (await problems(cluster(edge(expired)), run)).join(),
            /HTTPS_CERTFILE: the certificate has expired/,
        );
    });

    it("is refused in a certificate of the configuration only when the pods have another one", async () => {
        const args = {
            settings: { HTTPS_CERTFILE: expired },
            settingsFrom: { HTTPS_KEYFILE: { existingSecret: { name: "edge", key: "tls.key" } } },
        };
        const file = { configMap: { name: "s-1", items: [{ key: "HTTPS_CERTFILE", path: "HTTPS_CERTFILE" }] } };
        const around = (text: string) => ({
            ...edge(expired),
            "ConfigMap/s-1": { labels: {}, data: { HTTPS_CERTFILE: text } },
        });
        const isExpired =
            /settings\.HTTPS_CERTFILE: the certificate has expired: .* Set it: pulumi config set --path 'rig:settings\.HTTPS_CERTFILE' < FILE$/;
        assert.match((await problems(cluster(around(expired)), args)).join("\n"), isExpired);
        const found = (text: string) => problems(cluster({ ...around(text), ...deployed([file]) }), args);
        assert.match((await found(fixture("tls.crt"))).join("\n"), isExpired);
        assert.deepEqual(await found(expired), []);
    });
});
