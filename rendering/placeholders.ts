import * as pulumi from "@pulumi/pulumi";
import { argumentsAnnotation } from "../components/model/annotations";
import { registry } from "../components/registry";
import { isRecord } from "../components/validation/record";
import { allowedCookie } from "../components/model/cookie";
import type { ObjectNames } from "../components/model/names";
import { changed } from "./objects";
import { withoutCookieFingerprint } from "./cookieFingerprint";
import { withoutAnnotation } from "./withoutAnnotation";

/**
 * Renders no secret: each Secret gets placeholders for its values, and the names of its keys. What else depends on the
 * values goes as well, so that the same configuration is always rendered the same: the fingerprint in the name of the
 * Secret with the settings, and the fingerprints in the annotations of the Deployment and its pods.
 *
 * @param gateway Name of the component, with which the names of its resources begin.
 */
export function placeholders(gateway: string, names: ObjectNames): pulumi.ResourceTransform {
    const cookies = [registry.cookieSecret, registry.rotatedCookieSecret].map(
        ({ resource }) => `${gateway}-${resource}`,
    );
    return ({ type, name, props, opts }) => {
        switch (type) {
            case "kubernetes:core/v1:Secret": {
                const placeholder = cookies.includes(name) ? () => allowedCookie : (key: string) => `value of ${key}`;
                const secret = withPlaceholders(props, placeholder);
                return name === `${gateway}-${registry.secretSettings.resource}`
                    ? { props: changeable(secret, names.secretSettings), opts }
                    : { props: secret, opts };
            }
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

function withPlaceholders(
    { data, ...props }: Record<string, unknown>,
    placeholder: (key: string) => string,
): pulumi.Inputs {
    const values: pulumi.Output<unknown> = pulumi.output(data);
    const stringData = pulumi.unsecret(values).apply((texts) => {
        const keys = Object.keys(isRecord(texts) ? texts : {});
        return Object.fromEntries(keys.map((key) => [key, `<${placeholder(key)}>`]));
    });
    return { ...props, stringData };
}

/** The Secret with the settings under a name that stays. Whoever fills it in may well want to change it later. */
function changeable({ immutable: _, metadata, ...props }: pulumi.Inputs, name: string): pulumi.Inputs {
    return { ...props, metadata: changed(metadata, ["name"], () => name) };
}
