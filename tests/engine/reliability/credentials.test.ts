import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { isRecord } from "../../../components/validation/record";
import { fixture } from "../../fixtures";
import { versions } from "../kubectl";
import { TestStack } from "../stack";
import { assertWhole, describeFault, resources, small } from "./fault";
import { follow, pulumi } from "./pulumi";

const base64 = (text: string) => Buffer.from(text).toString("base64");

const expired = {
    "a client certificate": {
        "client-certificate-data": base64(fixture("expired.crt")),
        "client-key-data": base64(fixture("tls.key")),
    },
    "a token": { token: "expired" },
};

describeFault("credentials", (fault) => {
    const name = "credentials";
    const namespace = `rig-${name}`;
    const environment = { ...process.env };
    let stack: TestStack;

    /** A kubeconfig of the stack's own: the provider's inputs in the state name the file. */
    const file = () => join(stack.folder, "kubeconfig");

    /** What the kubeconfig of the environment is, and what it is with other credentials. */
    const credentials = (user?: object) => {
        const config: unknown = parse(readFileSync(String(environment.KUBECONFIG), "utf8"));
        assert.ok(isRecord(config) && Array.isArray(config.users));
        const users = config.users.map((each: unknown) => ({ ...(isRecord(each) ? each : {}), ...(user && { user }) }));
        writeFileSync(file(), stringify({ ...config, users }), { mode: 0o600 });
    };

    before(async () => {
        stack = await TestStack.create(name, small(1));
        credentials();
        process.env.KUBECONFIG = file();
        await follow(stack, ["pulumi up"]);
        stack.configure(small(2));
    });

    after(async () => {
        await follow(stack, ["pulumi destroy"]);
        process.env.KUBECONFIG = environment.KUBECONFIG;
    });

    for (const [title, user] of Object.entries(expired)) {
        it(`touches nothing: ${title}`, async () => {
            const before = [await versions(namespace), await resources(stack)];
            credentials(user);
            for (const command of ["preview", "up --yes --skip-preview"]) {
                const { code, text } = await pulumi(stack, `exec pulumi ${command} --non-interactive`);
                assert.notEqual(code, 0);
                fault.assertSeen(text);
            }
            const destroyed = await pulumi(stack, "exec pulumi destroy --yes --skip-preview --non-interactive");
            assert.notEqual(destroyed.code, 0, destroyed.text);
            credentials();
            assert.deepEqual([await versions(namespace), await resources(stack)], before);
        });
    }

    it("goes on with new ones", async () => {
        await fault.follow(stack);
        await assertWhole(stack);
    });
});
