import { randomBytes } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import { Gateway, Method } from "./components";
import { objectNames, defaultName } from "./components/plan/naming";
import { userError } from "./components/problems";
import { stackConfiguration } from "./config";
import { cookieOf, withoutFirstCookie } from "./render/existingCookie";
import { placeholders } from "./render/placeholders";

/**
 * Writes the objects of one gateway into files, as the stack's configuration says; run by `make render` in a state that
 * is thrown away. It is a program of its own, so that nothing can make the stack's program write files in place of
 * deploying: the next update would then delete what is deployed.
 */
export = () => {
    const { RIG_RENDER_DIRECTORY: renderYamlToDirectory, RIG_RENDER_SECRETS: secrets } = process.env;
    if (renderYamlToDirectory === undefined) {
        throw userError("This program is run by make render.");
    }
    // The objects are the same during an adoption; the files say nothing of how they come to be the stack's.
    const { adopt: _, ...gateway } = stackConfiguration().gateway;
    if (gateway.method === Method.Helm) {
        throw userError(
            "rig:method is helm: a release is Helm's to install, and isn't rendered to single objects. To see them: " +
                `helm get manifest ${gateway.name ?? defaultName}. ` +
                "To render the same objects, set rig:method to manifests.",
        );
    }
    const { existingSecret, rotation = 0 } = gateway.cookie ?? {};
    const names = objectNames(gateway.name ?? defaultName);
    new Gateway(
        "gateway",
        {
            ...gateway,
            // Who applies the files waits for nothing: the check would look before there is anything to see.
            clusterCheck: false,
            ...(existingSecret && { cookie: { value: randomBytes(24).toString("hex") } }),
        },
        {
            provider: new k8s.Provider("cluster", { renderYamlToDirectory }),
            transforms: [
                // First, since the properties of a second one come without Pulumi's marks of what is secret.
                ...(secrets === "yes" ? [] : [placeholders(names, rotation)]),
                ...(existingSecret
                    ? [cookieOf(existingSecret, names)]
                    : rotation > 0
                      ? [withoutFirstCookie(names)]
                      : []),
            ],
        },
    );
};
