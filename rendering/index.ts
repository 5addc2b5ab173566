import { randomBytes } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import type { ResourceTransformation } from "@pulumi/pulumi";
import { Gateway, Method } from "../components";
import { objectNames, defaultName } from "../components/model/names";
import { isRecord } from "../components/validation/record";
import { word } from "../components/model/shell";
import { userError } from "../components/validation/problem";
import { stackConfiguration } from "../stack";
import { cookieFromSecret, firstCookieNotApplied } from "./existingCookie";
import { renderedGroups } from "./consumerGroups";
import { liveStack } from "./liveStack";
import { placeholders } from "./placeholders";
import { stableNames } from "./stableNames";

/** The component's name, which is that of the stack's program. */
const resourceName = "gateway";

/** Without this, applying the files again would reset the number of pods that an autoscaler has set. */
const withoutReplicas: ResourceTransformation = ({ type, props, opts }) => {
    if (type !== "kubernetes:apps/v1:Deployment" || !isRecord(props.spec)) {
        return undefined;
    }
    const { replicas: _, ...spec } = props.spec;
    return { props: { ...props, spec }, opts };
};

/**
 * Writes the objects of the configured gateway into files. `make render` runs it with a state that is thrown away. It is a
 * program of its own: if the stack's program could write files instead of deploying, the next update would delete what is
 * deployed.
 */
export = () => {
    const {
        RIG_RENDER_DIRECTORY: renderYamlToDirectory,
        RIG_RENDER_LIVE: livePath,
        RIG_RENDER_GROUPS: groups,
    } = process.env;
    if (renderYamlToDirectory === undefined) {
        throw userError("This program is run by make render.");
    }
    // The files have the gateway's objects as they are after an adoption.
    const { adopt: _, ...gateway } = stackConfiguration().gateway;
    if (gateway.method === Method.Helm) {
        throw userError(
            "rig:method is helm: Helm installs the release, and make render doesn't render its objects. To see them: " +
                `helm get manifest ${word(gateway.name ?? defaultName)}. ` +
                "To render the same objects, set rig:method to manifests.",
        );
    }
    const { existingSecret, rotation = 0 } = gateway.cookie ?? {};
    const names = objectNames(gateway.name ?? defaultName);
    // make render names the live stack when it renders secrets, which are those of the live stack.
    const live = livePath === undefined ? undefined : liveStack(livePath);
    new Gateway(
        resourceName,
        {
            ...gateway,
            // Nothing waits for the rollout when files are applied, so the check would come too early.
            clusterCheck: false,
            brokerGroups: renderedGroups(gateway, groups),
            ...(existingSecret && { cookie: { value: randomBytes(24).toString("hex") } }),
        },
        {
            provider: new k8s.Provider("cluster", { renderYamlToDirectory }),
            ...(gateway.autoscaling && { transformations: [withoutReplicas] }),
            transforms: [
                // This transform comes first: a later one gets the properties without Pulumi's marks of secrets.
                ...(live === undefined ? [placeholders(resourceName, names)] : []),
                stableNames(names, live, rotation),
                ...(existingSecret
                    ? [cookieFromSecret(existingSecret, names)]
                    : rotation > 0
                      ? [firstCookieNotApplied(names)]
                      : []),
            ],
        },
    );
};
