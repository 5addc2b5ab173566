import * as pulumi from "@pulumi/pulumi";
import { registry } from "../components/registry";
import { fingerprint, keyedFingerprint } from "../components/model/fingerprint";
import type { ObjectNames } from "../components/model/names";
import { isRecord } from "../components/validation/record";
import { changed } from "./objects";
import type { LiveObject, LiveStack } from "./liveStack";

/**
 * Gives names that stay the same to the objects that a stack names anew with each content: files in a repository say
 * what a change of the configuration means, and whoever applies them removes objects by their own rules.
 *
 * @param live The live stack, when its objects are rendered with their secrets. Then an object that is deployed with
 * this content keeps its name, so that no pod restarts for another.
 * @param rotation The cookie's number.
 */
export function stableNames(
    names: ObjectNames,
    live: LiveStack | undefined,
    rotation: number,
): pulumi.ResourceTransform {
    return ({ type, name: resourceName, props, opts }) => {
        const deployed = live?.object(type, resourceName);
        const name = resourceName.endsWith(`-${registry.rotatedCookieSecret.resource}`)
            ? contentName(props.data, deployed, () => `${names.cookieSecret}-${rotation}`)
            : stableName(type, props, deployed);
        return name === undefined
            ? undefined
            : { props: { ...props, metadata: changed(props.metadata, ["name"], () => name) }, opts };
    };

    function stableName(type: string, props: Record<string, unknown>, deployed: LiveObject | undefined) {
        switch (type) {
            case "kubernetes:core/v1:ConfigMap":
                return contentName(props.data, deployed, (texts) => `${names.settings}-${fingerprint(texts)}`);
            case "kubernetes:core/v1:Secret":
                return live && props.immutable === true
                    ? contentName(props.data, deployed, (data) => secretName(data, live.fingerprintKey))
                    : undefined;
            case "kubernetes:networking.k8s.io/v1:NetworkPolicy":
                return deployed?.name ?? policyName(props.metadata);
            default:
                return undefined;
        }
    }

    function contentName(data: unknown, deployed: LiveObject | undefined, name: (data: Texts) => string) {
        const given: pulumi.Output<unknown> = pulumi.output(data);
        return pulumi.unsecret(
            given.apply((content) =>
                deployed !== undefined && fingerprint(texts(deployed.data)) === fingerprint(texts(content))
                    ? deployed.name
                    : name(texts(content)),
            ),
        );
    }

    function secretName(data: Texts, key: string): string {
        const decoded = Object.fromEntries(
            Object.entries(data).map(([name, text]) => [name, Buffer.from(text, "base64").toString()] as const),
        );
        return `${names.secretSettings}-${keyedFingerprint(key, decoded)}`;
    }

    function policyName(metadata: unknown): string | undefined {
        const name = isRecord(metadata) ? String(metadata.name) : "";
        return Object.values(names.settingsPolicies).find((prefix) => name.startsWith(`${prefix}-`));
    }
}

type Texts = Record<string, string>;

function texts(data: unknown): Texts {
    const entries = Object.entries(isRecord(data) ? data : {});
    return Object.fromEntries(entries.map(([name, text]) => [name, String(text)]));
}
