import * as pulumi from "@pulumi/pulumi";
import { registry } from "../components/registry";
import { argumentsAnnotation } from "../components/model/annotations";
import { isRecord } from "../components/validation/record";
import { allowedCookie } from "../components/model/cookie";
import type { ObjectNames } from "../components/model/names";
import { changed } from "./change";
import { withoutCookieFingerprint } from "./cookieFingerprint";
import { withoutAnnotation } from "./withoutAnnotation";

/**
 * Renders no secret: each Secret gets placeholders for its values, and the names of its keys. What else depends on the
 * values goes as well, so that the same configuration is always rendered the same: the fingerprint in the name of the
 * Secret with the settings, and the fingerprints in the annotations of the Deployment and its pods.
 */
export function placeholders(names: ObjectNames): pulumi.ResourceTransform {
    return ({ type, name, props, opts }) => {
        switch (type) {
            case "kubernetes:core/v1:Secret":
                return name.endsWith(`-${registry.rotatedCookieSecret.resource}`)
                    ? { props: cookiePlaceholder(props), opts }
                    : { props: withPlaceholders(props, names), opts };
            case "kubernetes:apps/v1:Deployment":
                return { props: withoutFingerprints(props), opts };
            default:
                return undefined;
        }
    };
}

function withoutFingerprints({ metadata, spec, ...props }: Record<string, unknown>): pulumi.Inputs {
    return {
        ...props,
        metadata: withoutAnnotation(metadata, argumentsAnnotation),
        spec: withoutCookieFingerprint(spec),
    };
}

function cookiePlaceholder({ data, ...props }: Record<string, unknown>): pulumi.Inputs {
    return { ...props, stringData: stringData(data, () => allowedCookie) };
}

function stringData(data: unknown, placeholder: (key: string) => string) {
    const given: pulumi.Output<unknown> = pulumi.output(data);
    return pulumi.unsecret(given).apply((values) => {
        const keys = Object.keys(isRecord(values) ? values : {});
        return Object.fromEntries(keys.map((key) => [key, `<${placeholder(key)}>`]));
    });
}

function withPlaceholders(secret: Record<string, unknown>, names: ObjectNames): pulumi.Inputs {
    const { data, immutable, metadata, ...props } = secret;
    if (!immutable) {
        return { ...props, metadata, stringData: stringData(data, () => allowedCookie) };
    }
    // The immutable one is that with the settings. Whoever fills it in may well want to change it.
    const named = changed(metadata, ["name"], () => names.secretSettings);
    return { ...props, metadata: named, stringData: stringData(data, (key) => `value of ${key}`) };
}
