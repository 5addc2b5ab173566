import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Gateway, type GatewayArgs } from "../../../../components";
import { requireUniqueNames } from "../../../../components/arguments/uniqueness";
import { run } from "../../mocks";

/** Makes gateways called `one` and `two` in one program. */
async function two(one: GatewayArgs, other: GatewayArgs, options: { apart?: boolean } = {}): Promise<void> {
    await run(() => {
        const provider = new k8s.Provider("p");
        new Gateway("one", one, { provider });
        new Gateway("two", other, { provider: options.apart ? new k8s.Provider("q") : provider });
        return {};
    });
}

describe("two gateways of one program", () => {
    it("of the same name and namespace are refused", async () => {
        await assert.rejects(two({ namespace: "n" }, { namespace: "n" }), (error: unknown) => {
            assert.ok(pulumi.RunError.isInstance(error));
            assert.match(
                error.message,
                /^Gateway two has a problem\. Nothing was changed\.\n {2}name: gateway one has the same name in namespace n, .*another name, or another namespace\./,
            );
            return true;
        });
    });

    it("are refused when the same objects follow from two names", async () => {
        const full = { namespace: "n", createNamespace: false, name: "rig-reactive-interaction-gateway" };
        await assert.rejects(two({ namespace: "n" }, full), /gateway one has the same name/);
    });

    it("are refused when both make the namespace", async () => {
        const both = two({ namespace: "n", name: "a" }, { namespace: "n", name: "b" });
        await assert.rejects(both, /createNamespace: gateway one makes the namespace n, too\. Set it to false on both/);
    });

    it("are refused when the namespace is known only later", async () => {
        await run(async () => {
            const args = () => ({ namespace: pulumi.output(Promise.resolve("later")) });
            await pulumi.isSecret(pulumi.output(requireUniqueNames("one", args(), undefined)));
            const other = pulumi.isSecret(pulumi.output(requireUniqueNames("two", args(), undefined)));
            await assert.rejects(other, /gateway one has the same name in namespace later/);
            return {};
        });
    });

    it("may differ in name, namespace or provider", async () => {
        await two({ namespace: "n" }, { namespace: "m" });
        await two({ namespace: "n" }, { namespace: "n" }, { apart: true });
        await two({ namespace: "n" }, { namespace: "n", createNamespace: false, name: "other" });
    });
});
