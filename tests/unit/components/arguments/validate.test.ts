import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { validatedArgs } from "../../../../components/arguments/validate";

/** The problems of arguments of any kind, as from JavaScript, a line each. */
function problems(args: object): string[] {
    try {
        validatedArgs("edge", { namespace: "n", ...args });
    } catch (error) {
        assert.ok(pulumi.RunError.isInstance(error), String(error));
        const [head = "", ...lines] = error.message.split("\n");
        assert.match(head, /^Gateway edge has /);
        return lines.map((line) => line.trim());
    }
    return [];
}

describe("the arguments of a component", () => {
    it("are spoken of as such, and not as the configuration of a stack", () => {
        assert.deepEqual(problems({ settings: { KAFKA_SASL: "plain:me:S3CR3T" } }), [
            "settings.KAFKA_SASL: its value is a secret (not shown), and can be read here. Move it to secretSettings.",
        ]);
        assert.deepEqual(problems({ settings: { SUBSCRIPTION_CHECK: "jwt_validation" } }), [
            "secretSettings.JWT_SECRET_KEY: is missing: SUBSCRIPTION_CHECK is jwt_validation, and with an empty key anyone's token would be valid.",
        ]);
    });

    it("say `none` for a file that RIG shall do without, or RIG's own empty text", () => {
        const files = ["KAFKA_SSL_CA_CERTFILE", "KAFKA_SSL_CERTFILE", "KAFKA_SSL_KEYFILE"];
        for (const none of ["none", ""]) {
            const settings = {
                KAFKA_BROKERS: "kafka:9093",
                KAFKA_SSL_ENABLED: "true",
                ...Object.fromEntries(files.map((file) => [file, none])),
            };
            const checked = validatedArgs("edge", { namespace: "n", settings }).settings;
            assert.deepEqual(
                files.map((file) => checked?.[file]),
                ["", "", ""],
            );
        }
        assert.match(
            problems({ settings: { HTTPS_CERTFILE: "none" } }).join(),
            /^settings\.HTTPS_CERTFILE: "none" is not allowed\. Allowed: certificate chain: its PEM text or an absolute path inside the container\./,
        );
    });

    it("have resources with which RIG runs, as any quantity that Kubernetes takes", () => {
        const withLimits = (limits: Record<string, string>) => problems({ resources: { limits } }).join();
        assert.match(withLimits({ memory: "512m" }), /^resources\.limits\.memory: "512m" is no whole number of bytes/);
        assert.match(withLimits({ memory: "200e6" }), /^resources\.limits\.memory: "200M" is less .* 192Mi or more/);
        assert.match(withLimits({ cpu: "1025" }), /^resources\.limits\.cpu: "1025" is more than the Erlang VM/);
        const limits = { memory: "500e6", cpu: "1.024E3" };
        assert.deepEqual(validatedArgs("edge", { namespace: "n", resources: { limits } }).resources, {
            limits: { memory: "500M", cpu: "1024" },
        });
    });

    it("may be of any kind, and are refused in words", () => {
        const circular: Record<string, unknown> = { a: 1 };
        circular.self = circular;
        const odd: [value: unknown, shown: string][] = [
            [circular, "an object"],
            [10n, "10"],
            [[10n], "an object"],
            [Symbol("s"), "Symbol(s)"],
            [() => 1, "a function"],
            [new Map([[1, 2]]), "{}"],
            [{ toJSON: () => undefined }, "an object"],
            [NaN, "null"],
            [pulumi.output(3), "what is known only later"],
            [Promise.resolve(3), "what is known only later"],
        ];
        for (const [value, shown] of odd) {
            assert.deepEqual(problems({ replicas: value }), [
                `replicas: ${shown} is not allowed. Allowed: a whole number from 0 to 100.`,
            ]);
            const everywhere = ["name", "image", "settings", "secretSettings", "settingsFrom", "tls", "extraEnv"];
            const others = ["resources", "tolerations", "affinity", "labels", "networkPolicy", "chart", "cookie"];
            for (const key of [...everywhere, ...others]) {
                problems({ [key]: value });
                problems({ [key]: { name: value, KAFKA_BROKERS: value, values: value, value, podAffinity: value } });
                problems({ [key]: [value] });
            }
        }
        assert.deepEqual(problems({ method: "helm", chart: { values: circular } }), [
            "chart.values: something in it holds itself. Allowed: plain values.",
        ]);
        assert.match(problems({ affinity: circular }).join(), /^affinity\.a: there is no such key/);
    });
});
