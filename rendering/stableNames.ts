import * as pulumi from "@pulumi/pulumi";
import { registry } from "../components/registry";
import { fingerprint, keyedFingerprint } from "../components/model/fingerprint";
import type { ObjectNames } from "../components/model/names";
import { isRecord } from "../components/validation/record";
import { replacedAt } from "./properties";
import type { LiveObject, LiveStack } from "./liveStack";

/**
 * Gives stable names to the objects whose names have a random suffix in a stack. So a diff of the files shows what a change
 * of the configuration means; whatever applies the files removes old objects by its own rules.
 *
 * @param live The live stack, when secrets are rendered. An object that it has deployed with the same content keeps its name,
 * so no pod restarts.
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
            : stableName(type, resourceName, props, deployed);
        return name === undefined
            ? undefined
            : { props: { ...props, metadata: replacedAt(props.metadata, ["name"], () => name) }, opts };
    };

    function stableName(
        type: string,
        resourceName: string,
        props: Record<string, unknown>,
        deployed: LiveObject | undefined,
    ) {
        switch (type) {
            case "kubernetes:core/v1:ConfigMap":
                return contentName(props.data, deployed, (texts) => `${names.settings}-${fingerprint(texts)}`);
            case "kubernetes:core/v1:Secret":
                return live && resourceName.endsWith(`-${registry.secretSettings.resource}`)
                    ? contentName(props.data, deployed, (data) => secretName(data, live.fingerprintKey))
                    : undefined;
            case "kubernetes:networking.k8s.io/v1:NetworkPolicy":
                return deployed?.name ?? policyName(props.metadata);
            default:
                return undefined;
        }
    }

    function contentName(data: unknown, deployed: LiveObject | undefined, name: (data: Texts) => string) {
        const output: pulumi.Output<unknown> = pulumi.output(data);
        return pulumi.unsecret(
            output.apply((content) =>
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
