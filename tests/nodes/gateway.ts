import { randomBytes } from "node:crypto";
import { type Configuration } from "../engine/stack";

/** The name that everything of a gateway has when the stack gives none. */
export const fullName = "rig-reactive-interaction-gateway";

/** The image that the tests run: the stand-in for RIG's, or RIG's own. */
export const imageName = String(process.env.RIG_TEST_IMAGE);

const usesStandIn = imageName === process.env.RIG_STAND_IN_IMAGE;

/** The same, as a stack names it. */
export const image = (() => {
    const [, repository, tag] = /^(.+):(.+)$/.exec(imageName) ?? [];
    return { repository, tag };
})();

/** A test of what the stand-in does, and RIG does not: with RIG's own image it is pending. */
export function itOfStandIn(title: string, test: Mocha.AsyncFunc): void {
    const marked = `${title} (the stand-in's own)`;
    if (usesStandIn) it(marked, test);
    else it(marked);
}

/** A test of what RIG has, and the stand-in hasn't: there is none without RIG's own image. */
export function itOfRig(title: string, test: Mocha.AsyncFunc): void {
    if (!usesStandIn) it(title, test);
}

/**
 * A stack's configuration: RIG's image is the one that is tested, many pods share one machine, and a new pod is waited
 * for shortly; all else is as given, or the program's default.
 */
export function configuration(given: Configuration): Configuration {
    return {
        "rig:image": image,
        "rig:resources": { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "512Mi" } },
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
