import * as pulumi from "@pulumi/pulumi";
import * as v from "valibot";
import { Method, ServiceType } from "./args";
import type { GatewayOutputs } from "./outputs";
import { word } from "./model/shell";
import { userError } from "./validation/problem";
import type { Schema } from "./validation/primitives";

type OutputName = keyof GatewayOutputs;
type Value<Name extends OutputName> = Required<GatewayOutputs>[Name] extends pulumi.OutputInstance<infer T> ? T : never;
type Optional<Name extends OutputName> = undefined extends GatewayOutputs[Name] ? undefined : never;

/** The outputs of a gateway in another stack. An output that doesn't apply to the gateway is undefined. */
export type ReferencedOutputs = {
    readonly [Name in OutputName]-?: pulumi.Output<Value<Name> | Optional<Name>>;
};

/** Every output, as another stack finds it. The compiler checks it against {@link GatewayOutputs}. */
export const outputSchemas = {
    method: v.picklist(Object.values(Method)),
    namespace: v.string(),
    deploymentName: v.string(),
    serviceName: v.string(),
    adminServiceName: v.string(),
    headlessServiceName: v.string(),
    dnsName: v.string(),
    serviceType: v.picklist(Object.values(ServiceType)),
    replicas: v.number(),
    autoscaling: v.optional(v.object({ min: v.number(), max: v.number() })),
    internalEndpoint: v.string(),
    externalEndpoint: v.optional(v.string()),
    endpoint: v.string(),
    httpsEndpoint: v.optional(v.string()),
    adminEndpoint: v.string(),
    cookieSecret: v.object({ name: v.string(), key: v.string() }),
    target: v.optional(v.object({ context: v.string(), server: v.string() })),
    commands: v.object({
        pods: v.string(),
        logs: v.string(),
        forwardPublic: v.string(),
        forwardAdmin: v.string(),
        cookie: v.string(),
        members: v.string(),
    }),
} satisfies { [Name in OutputName]-?: Schema<Value<Name> | Optional<Name>> };

/**
 * The outputs of a stack that exports those of a gateway, typed. Each output is read and checked on access, so
 * a stack of an older version needs to have only the outputs that are read.
 *
 * @example
 * const gateway = gatewayOutputs(new pulumi.StackReference("gateway", { name: "organization/rig/prod" }));
 * export const url = gateway.internalEndpoint;
 * @throws RunError that names the output and the stack, when the stack has no such output or one of another type.
 */
export function gatewayOutputs(reference: pulumi.StackReference): ReferencedOutputs {
    const read = <T>(name: OutputName, schema: Schema<T>): pulumi.Output<T> => {
        const found: pulumi.Output<unknown> = reference.getOutput(name);
        return pulumi.all([found, reference.name]).apply(([value, stack]) => checked(value, name, stack, schema));
    };
    const schemas = outputSchemas;
    return {
        get method() {
            return read("method", schemas.method);
        },
        get namespace() {
            return read("namespace", schemas.namespace);
        },
        get deploymentName() {
            return read("deploymentName", schemas.deploymentName);
        },
        get serviceName() {
            return read("serviceName", schemas.serviceName);
        },
        get adminServiceName() {
            return read("adminServiceName", schemas.adminServiceName);
        },
        get headlessServiceName() {
            return read("headlessServiceName", schemas.headlessServiceName);
        },
        get dnsName() {
            return read("dnsName", schemas.dnsName);
        },
        get serviceType() {
            return read("serviceType", schemas.serviceType);
        },
        get replicas() {
            return read("replicas", schemas.replicas);
        },
        get autoscaling() {
            return read("autoscaling", schemas.autoscaling);
        },
        get internalEndpoint() {
            return read("internalEndpoint", schemas.internalEndpoint);
        },
        get externalEndpoint() {
            return read("externalEndpoint", schemas.externalEndpoint);
        },
        get endpoint() {
            return read("endpoint", schemas.endpoint);
        },
        get httpsEndpoint() {
            return read("httpsEndpoint", schemas.httpsEndpoint);
        },
        get adminEndpoint() {
            return read("adminEndpoint", schemas.adminEndpoint);
        },
        get cookieSecret() {
            return read("cookieSecret", schemas.cookieSecret);
        },
        get target() {
            return read("target", schemas.target);
        },
        get commands() {
            return read("commands", schemas.commands);
        },
    };
}

function checked<T>(value: unknown, name: OutputName, stack: string, schema: Schema<T>): T {
    const result = v.safeParse(schema, value);
    if (result.success) {
        return result.output;
    }
    const problem = value === undefined ? "it has no such output" : "it is of another type than this version reads";
    throw userError(
        `Output ${name} of stack ${stack}: ${problem}. Is it a stack of a gateway, deployed by a version that fits this one? ` +
            `See: pulumi stack output --stack ${word(stack)}`,
    );
}
