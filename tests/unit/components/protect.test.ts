import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Gateway, type GatewayArgs } from "../../../components";

/** The names of the resources of a gateway that are protected. */
async function protectedResources(
    args: Pick<GatewayArgs, "protect" | "cookie">,
    options: pulumi.ComponentResourceOptions,
): Promise<string[]> {
    const found: string[] = [];
    const unsaid: string[] = [];
    await pulumi.runtime.setMocks({
        newResource: ({ name, inputs }: { name: string; inputs: Record<string, unknown> }) => ({
            id: `${name}-id`,
            state: { result: "x".repeat(48), ...inputs },
        }),
        call: () => ({}),
    });
    await pulumi.runtime.runInPulumiStack(async () => {
        new Gateway(
            "gateway",
            {
                namespace: "n",
                settings: { LOG_LEVEL: "info" },
                secretSettings: { JWT_SECRET_KEY: "k".repeat(32) },
                ...args,
            },
            {
                ...options,
                transformations: [
                    ({ name, type, opts: { protect } }) => {
                        if (type.startsWith("rig:")) {
                            return undefined;
                        }
                        if (protect === undefined) {
                            unsaid.push(name);
                        } else if (protect) {
                            found.push(name);
                        }
                        return undefined;
                    },
                ],
            },
        );
        return Promise.resolve({});
    });
    assert.deepEqual(unsaid, [], "these would take over what their component has");
    return found.sort();
}

const valuable = [
    "gateway-broker-groups",
    "gateway-cookie",
    "gateway-cookie",
    "gateway-deployment",
    "gateway-namespace",
    "gateway-public",
];

describe("protection", () => {
    it("is for what can't be made again as it was, and for nothing that changes replace", async () => {
        assert.deepEqual(await protectedResources({ protect: true }, {}), valuable);
    });

    it("is the same by Pulumi's own option of the component", async () => {
        assert.deepEqual(await protectedResources({}, { protect: true }), valuable);
    });

    it("holds for the cookie 0 and the key of all others, and not for a Secret that a rotation replaces", async () => {
        const found = await protectedResources({ protect: true, cookie: { rotation: 1 } }, {});
        assert.deepEqual(
            found.filter((name) => name.includes("cookie")),
            ["gateway-cookie", "gateway-cookie", "gateway-cookie-key"],
        );
    });

    it("is off by default, and where the argument says so", async () => {
        assert.deepEqual(await protectedResources({}, {}), []);
        assert.deepEqual(await protectedResources({ protect: false }, { protect: true }), []);
    });
});
