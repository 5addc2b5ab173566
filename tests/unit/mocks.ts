import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { Gateway, type GatewayArgs, type GatewayOutputs } from "../../components";
import { isRecord } from "../../components/validation/record";
import { at } from "./at";
import { applyOverlay } from "../../components/helm/overlay";
import { renderedChart } from "./components/helm/chart";

/** A resource as the engine would have got it; secrets are replaced by what they hold, and named in `secrets`. */
export interface Registered {
    readonly type: string;
    readonly name: string;
    readonly inputs: Record<string, unknown>;
    /** Top-level properties that are secret. */
    readonly secrets: readonly string[];
    /** Id of an object that is imported. */
    readonly importId: string | undefined;
}

/** What came of a program. */
export interface Run {
    /** The tokens of all calls of providers, in their order. */
    readonly calls: readonly string[];
    readonly resources: readonly Registered[];
    /** The outputs, as a program would export them. */
    readonly outputs: Record<string, unknown>;
    /** Outputs that are secret. */
    readonly secretOutputs: readonly string[];
    /** The only resource of the type whose name ends like that. */
    one(type: string, suffix?: string): Registered;
    all(type: string): Registered[];
}

/** A value without the suffixes of names that are made up at each run. */
export function withoutSuffixes(value: unknown): unknown {
    const text = JSON.stringify(value).replace(/-(settings|public|admin|destinations)-[0-9a-f]{10}"/g, '-$1"');
    const parsed: unknown = JSON.parse(text);
    return parsed;
}

/** The value of an output that isn't known. */
export const unknown = Symbol("unknown");

/** The cookie that the mocked random provider generates. */
export const generatedCookie = "GeneratedCookie0123456789GeneratedCookie01234567";

/** The id that the mocked random provider generates. */
export const generatedId = "0123456789";

const fingerprintKey = "FingerprintKey0123456789";

const secretSignature = "4dabf18193072939515e22adb298388d";

function bare(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(bare);
    }
    if (!isRecord(value)) {
        return value;
    }
    if ("__pulumiUnknown" in value) {
        return unknown;
    }
    return secretSignature in value
        ? bare(value.value)
        : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, bare(each)]));
}

function holdsSecret(value: unknown): boolean {
    return (
        (isRecord(value) && (secretSignature in value || Object.values(value).some(holdsSecret))) ||
        (Array.isArray(value) && value.some(holdsSecret))
    );
}

function state(
    type: string,
    name: string,
    inputs: Record<string, unknown>,
    { preview, madeEarlier }: Required<Pick<MockOptions, "preview" | "madeEarlier">>,
): Record<string, unknown> {
    if (madeEarlier && name.endsWith("-fingerprint-key")) {
        return { ...inputs, length: 48, result: pulumi.secret(fingerprintKey) };
    }
    switch (type) {
        case "random:index/randomPassword:RandomPassword":
            return preview
                ? inputs
                : { ...inputs, result: pulumi.secret(name.endsWith("-cookie") ? generatedCookie : fingerprintKey) };
        case "random:index/randomId:RandomId":
            return preview ? inputs : { ...inputs, hex: generatedId };
        case "kubernetes:core/v1:Service": {
            const spec = isRecord(inputs.spec) ? inputs.spec : {};
            const ports = Array.isArray(spec.ports)
                ? spec.ports.map((port: object) => ({ ...port, nodePort: 31000 }))
                : [];
            const status = { loadBalancer: { ingress: [{ ip: "192.0.2.10" }] } };
            return preview
                ? { ...inputs, status: { loadBalancer: {} } }
                : { ...inputs, spec: { ...spec, ports }, status };
        }
        case "kubernetes:helm.sh/v3:Release":
            return preview ? inputs : { ...inputs, status: { status: "deployed" } };
        default:
            return inputs;
    }
}

/** What the provider's renderer answers. */
function renderedBy(inputs: unknown): unknown[] {
    const options: unknown = JSON.parse(String(at(inputs, "jsonOpts")));
    const [path, values] = [at(options, "path"), at(options, "values")];
    // As gRPC has it: what Pulumi shows are the details.
    const failure = (reason: string) =>
        Object.assign(new Error(), { details: `failed to generate YAML for specified Helm chart: ${reason}` });
    if (path === "nowhere") {
        throw failure("failed to load chart from temp directory: no such file");
    }
    if (path === "demanding" && at(values, "license") === undefined) {
        throw failure("license is required");
    }
    // A chart with a cookie of its own in a Secret, and without RIG's values.
    return path === "deaf" ? applyOverlay(renderedChart(values)).filter(isRecord) : renderedChart(values);
}

export interface MockOptions {
    /** Runs as a preview: what only a deployment can tell stays unknown. */
    readonly preview?: boolean;
    /** The state is that of an earlier version, whose key of the fingerprints was shorter. */
    readonly madeEarlier?: boolean;
    readonly project?: string;
    readonly stack?: string;
    /** Data of Secrets that exist, by `namespace/name`. */
    readonly existingSecrets?: Readonly<Record<string, Record<string, string>>>;
    /** Outputs of the stack that a StackReference names. */
    readonly referencedOutputs?: Readonly<Record<string, unknown>>;
}

/** What a program exports. */
export type Exports = GatewayOutputs | Readonly<Record<string, pulumi.Output<unknown>>>;

/** Runs a program under mocks, and waits for all of it. */
export async function run(
    program: () => Exports | Promise<Exports>,
    {
        preview = false,
        madeEarlier = false,
        project = "rig",
        stack = "dev",
        existingSecrets = {},
        referencedOutputs = {},
    }: MockOptions = {},
): Promise<Run> {
    const resources: Registered[] = [];
    const calls: string[] = [];
    const mode = { preview, madeEarlier };
    await pulumi.runtime.setMocks(
        {
            newResource({ type, name, inputs, id }) {
                const given: Record<string, unknown> = isRecord(inputs) ? inputs : {};
                if (id !== undefined && id !== "" && type === "kubernetes:core/v1:Secret") {
                    const data = existingSecrets[id];
                    if (data === undefined) {
                        throw new Error(`resource '${id}' does not exist`);
                    }
                    return { id, state: { data: pulumi.secret(data) } };
                }
                if (type === "pulumi:pulumi:StackReference") {
                    return { id: name, state: { ...given, outputs: referencedOutputs } };
                }
                const isLookedAt = id !== undefined && id !== "" && !("spec" in given);
                if (isLookedAt && type === "kubernetes:core/v1:Service") {
                    return { id, state: state(type, name, { spec: { ports: [{ name: "proxy-http" }] } }, mode) };
                }
                const secrets = Object.keys(given).filter((key) => holdsSecret(given[key]));
                const inputsBare = bare(given);
                resources.push({
                    type,
                    name,
                    inputs: isRecord(inputsBare) ? inputsBare : {},
                    secrets,
                    importId: id || undefined,
                });
                return { id: `${name}-id`, state: state(type, name, given, mode) };
            },
            call: ({ token, inputs }) => {
                calls.push(token);
                return token === "kubernetes:helm:template"
                    ? { result: renderedBy(inputs) }
                    : isRecord(inputs)
                      ? inputs
                      : {};
            },
        },
        project,
        stack,
        preview,
    );
    const returned: Record<string, pulumi.Output<unknown> | undefined> = { ...(await program()) };
    const exported = Object.entries(returned).flatMap(([name, output]) => (output ? [[name, output] as const] : []));
    const outputs: Record<string, unknown> = Object.fromEntries(exported.map(([name]) => [name, unknown]));
    for (const [name, output] of exported) {
        output.apply((value: unknown) => {
            outputs[name] = value;
        });
    }
    await pulumi.runtime.disconnect();
    await setImmediate();
    const secret = await Promise.all(exported.map(([, output]) => pulumi.isSecret(output)));
    const secretOutputs = exported.filter((_, index) => secret[index]).map(([name]) => name);
    const all = (type: string) => resources.filter((resource) => resource.type === type);
    return {
        resources,
        calls,
        outputs,
        secretOutputs,
        all,
        one(type, suffix = "") {
            const [found, ...more] = all(type).filter(({ name }) => name.endsWith(suffix));
            if (found === undefined || more.length > 0) {
                throw new Error(
                    `${more.length + (found ? 1 : 0)} resources of type ${type} named …${suffix}, 1 expected`,
                );
            }
            return found;
        },
    };
}

/** Makes one gateway under mocks. */
export async function gateway(args: Partial<GatewayArgs> = {}, options: MockOptions = {}): Promise<Run> {
    return run(() => new Gateway("gateway", { namespace: "rig-dev", ...args }).outputs(), options);
}
