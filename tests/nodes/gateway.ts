import { randomBytes } from "node:crypto";
import { type Configuration } from "../engine/stack";

/** The name that everything of a gateway has when the stack gives none. */
export const fullName = "rig-reactive-interaction-gateway";

/** The stand-in's image, as a stack names it. */
export const image = (() => {
    const [, repository, tag] = /^(.+):(.+)$/.exec(String(process.env.RIG_STAND_IN_IMAGE)) ?? [];
    return { repository, tag };
})();

/**
 * A stack's configuration: RIG's image is the stand-in, which needs little, and a new pod is waited for shortly; all else
 * is as given, or the program's default.
 */
export function configuration(given: Configuration): Configuration {
    return {
        "rig:image": image,
        "rig:resources": { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "160Mi" } },
        "rig:minReadySeconds": 1,
        ...given,
    };
}

/** What a stack's configuration says of each method. RIG's own chart is taken from a copy: nothing there goes out. */
export const methods = {
    manifests: {},
    helm: { "rig:method": "helm", "rig:chart": { path: "tests/fixtures/charts/reactive-interaction-gateway" } },
} satisfies Record<string, Configuration>;

/** A cookie of one's own. */
export const randomCookie = () => randomBytes(24).toString("hex");
