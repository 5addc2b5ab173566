import assert from "node:assert/strict";
import { fixture } from "../fixtures";
import { kubectl, kubectlWith, podUids } from "./kubectl";
import { failure, TestStack } from "./stack";

const name = "existing";
const namespace = `rig-${name}`;
const given = (more: Record<string, unknown> = {}) => ({
    "rig:createNamespace": false,
    "rig:replicas": 1,
    "rig:minReadySeconds": 0,
    "rig:tls": { existingSecret: "edge" },
    ...more,
});

describe("an existing Secret that becomes wrong", () => {
    let stack: TestStack;

    const putCertificate = (certificate: string, secret = "edge") =>
        kubectlWith(
            {
                apiVersion: "v1",
                kind: "Secret",
                type: "kubernetes.io/tls",
                metadata: { name: secret, namespace },
                stringData: { "tls.crt": fixture(certificate), "tls.key": fixture("tls.key") },
            },
            "apply",
        );

    before(async () => {
        await kubectl("create", "namespace", namespace);
        await putCertificate("tls.crt");
        stack = await TestStack.create(name, given());
        await stack.up();
    });

    after(async () => {
        await stack.destroy();
        await kubectl("delete", "namespace", namespace);
    });

    it("stops no other change, and is warned about", async () => {
        await putCertificate("expired.crt");
        stack.configure(given({ "rig:replicas": 2 }));
        const { text, changes } = await stack.up();
        assert.match(
            text,
            /Secret rig-existing\/edge: the certificate under tls\.crt has expired: .* this update goes on/,
        );
        assert.equal(changes.update, 2);
    });

    it("stops no other change when it is gone, and pods that run go on", async () => {
        const pods = await podUids(namespace);
        await kubectl("delete", "secret", "edge", "-n", namespace);
        stack.configure(given({ "rig:replicas": 2, "rig:networkPolicy": { adminFrom: [{ podSelector: {} }] } }));
        const { text } = await stack.up();
        assert.match(text, /Secret rig-existing\/edge: it doesn't exist, .* so this update goes on/);
        assert.deepEqual(await podUids(namespace), pods);
        await putCertificate("tls.crt");
        assert.ok(!(await stack.preview()).text.includes("Secret rig-existing/edge"));
    });

    it("is refused where it is new to the pods", async () => {
        await putCertificate("expired.crt", "other");
        stack.configure(given({ "rig:tls": { existingSecret: "other" } }));
        assert.match(
            await failure(stack.up()),
            /Secret rig-existing\/other: the certificate under tls\.crt has expired/,
        );
    });
});
