import * as pulumi from "@pulumi/pulumi";
import { isRecord } from "../components/plan/records";
import { rotatedCookieResource } from "../components/cookie";
import { allowedCookie } from "../components/plan/cookie";
import type { ObjectNames } from "../components/plan/naming";
import { changed } from "./change";
import { withoutCookieFingerprint } from "./cookieFingerprint";

/**
 * Renders no secret: each Secret gets placeholders for its values, and the names of its keys. What else depends on the
 * values goes as well, so that the same configuration is always rendered the same: the fingerprint in the name of the
 * Secret with the settings, what is random in that of a later cookie's, and the cookie's fingerprint in the pods'
 * annotations.
 *
 * @param rotation The cookie's number.
 */
export function placeholders(names: ObjectNames, rotation: number): pulumi.ResourceTransform {
    return ({ type, name, props, opts }) => {
        switch (type) {
            case "kubernetes:core/v1:Secret":
                return name.endsWith(`-${rotatedCookieResource}`)
                    ? { props: cookiePlaceholder(props, `${names.cookieSecret}-${rotation}`), opts }
                    : { props: withPlaceholders(props, names), opts };
            case "kubernetes:apps/v1:Deployment":
                return { props: { ...props, spec: withoutCookieFingerprint(props.spec) }, opts };
            default:
                return undefined;
        }
    };
}

/** A later cookie's Secret, under another name. */
function cookiePlaceholder({ data, ...props }: Record<string, unknown>, secretName: string): pulumi.Inputs {
    const named = changed(props, ["metadata", "name"], () => secretName);
    return { ...(isRecord(named) ? named : {}), stringData: stringData(data, () => allowedCookie) };
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
