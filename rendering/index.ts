import { randomBytes } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import type { ResourceTransformation } from "@pulumi/pulumi";
import { Gateway, Method } from "../components";
import { objectNames, defaultName } from "../components/model/names";
import { isRecord } from "../components/validation/record";
import { word } from "../components/model/shell";
import { userError } from "../components/validation/problem";
import { stackConfiguration } from "../stack";
import { cookieOf, withoutFirstCookie } from "./existingCookie";
import { renderedGroups } from "./consumerGroups";
import { liveStack } from "./liveStack";
import { placeholders } from "./placeholders";
import { stableNames } from "./stableNames";

/** Whoever applies the files again would set the number of pods back, which the autoscaler has set. */
const withoutReplicas: ResourceTransformation = ({ type, props, opts }) => {
    if (type !== "kubernetes:apps/v1:Deployment" || !isRecord(props.spec)) {
        return undefined;
    }
    const { replicas: _, ...spec } = props.spec;
    return { props: { ...props, spec }, opts };
};

/**
 * Writes the objects of one gateway into files, as the stack's configuration says; run by `make render` in a state that
 * is thrown away. It is a program of its own, so that nothing can make the stack's program write files in place of
 * deploying: the next update would then delete what is deployed.
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
    // The objects are the same during an adoption; the files say nothing of how they come to be the stack's.
    const { adopt: _, ...gateway } = stackConfiguration().gateway;
    if (gateway.method === Method.Helm) {
        throw userError(
            "rig:method is helm: a release is Helm's to install, and isn't rendered to single objects. To see them: " +
                `helm get manifest ${word(gateway.name ?? defaultName)}. ` +
                "To render the same objects, set rig:method to manifests.",
        );
    }
    const { existingSecret, rotation = 0 } = gateway.cookie ?? {};
    const names = objectNames(gateway.name ?? defaultName);
    // The live stack is given when secrets are to be rendered: they are its own.
    const live = livePath === undefined ? undefined : liveStack(livePath);
    new Gateway(
        "gateway",
        {
            ...gateway,
            // Who applies the files waits for nothing: the check would look before there is anything to see.
            clusterCheck: false,
            brokerGroups: renderedGroups(gateway, groups),
            ...(existingSecret && { cookie: { value: randomBytes(24).toString("hex") } }),
        },
        {
            provider: new k8s.Provider("cluster", { renderYamlToDirectory }),
            ...(gateway.autoscaling && { transformations: [withoutReplicas] }),
            transforms: [
                // First, since the properties of a second one come without Pulumi's marks of what is secret.
                ...(live === undefined ? [placeholders("gateway", names)] : []),
                stableNames(names, live, rotation),
                ...(existingSecret
                    ? [cookieOf(existingSecret, names)]
                    : rotation > 0
                      ? [withoutFirstCookie(names)]
                      : []),
            ],
        },
    );
};
