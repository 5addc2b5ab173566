import type { GatewayArgs } from "../../args";
import { catalogueOf } from "../../rig/versions";

/** A warning when the image's tag names a version of RIG whose variables and rules aren't known. */
export function rigVersionWarning({ image }: GatewayArgs): string | undefined {
    const { version, unsupportedVersion: other } = catalogueOf(image);
    return other === undefined
        ? undefined
        : `image.tag names RIG ${other}, and the settings are checked as those of RIG ${version}. RIG ${other} may ignore some of them, and an error about a setting may be wrong. Compare the settings with the documentation of RIG ${other}, and put variables that only it reads into extraEnv; or set image.tag to ${version}.`;
}
