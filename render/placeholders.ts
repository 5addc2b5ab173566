import * as pulumi from "@pulumi/pulumi";
import { isRecord } from "../components/plan/records";
import { allowedCookie } from "../components/plan/cookie";
import type { ObjectNames } from "../components/plan/naming";
import { changed } from "./change";
import { withoutCookieFingerprint } from "./cookieFingerprint";

/**
 * Renders no secret: each Secret gets placeholders for its values, and the names of its keys. What else depends on the
 * values goes as well, so that the same configuration is always rendered the same: the fingerprint in the name of the
 * Secret with the settings, and that of the cookie in the pods' annotations.
 */
export function placeholders(names: ObjectNames): pulumi.ResourceTransform {
    return ({ type, props, opts }) => {
        switch (type) {
            case "kubernetes:core/v1:Secret":
                return { props: withPlaceholders(props, names), opts };
            case "kubernetes:apps/v1:Deployment":
                return { props: { ...props, spec: withoutCookieFingerprint(props.spec) }, opts };
            default:
                return undefined;
        }
    };
}

function withPlaceholders(secret: Record<string, unknown>, names: ObjectNames): pulumi.Inputs {
    const { data, immutable, metadata, ...props } = secret;
    const given: pulumi.Output<unknown> = pulumi.output(data);
    const stringData = (placeholder: (key: string) => string) =>
        pulumi.unsecret(given).apply((values) => {
            const keys = Object.keys(isRecord(values) ? values : {});
            return Object.fromEntries(keys.map((key) => [key, `<${placeholder(key)}>`]));
        });
    if (!immutable) {
        return { ...props, metadata, stringData: stringData(() => allowedCookie) };
    }
    // The immutable one is that with the settings. Whoever fills it in may well want to change it.
    const named = changed(metadata, ["name"], () => names.secretSettings);
    return { ...props, metadata: named, stringData: stringData((key) => `value of ${key}`) };
}
