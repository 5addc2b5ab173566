import type { Catalogue } from "./catalogue";
import { imageTag, isNamedLikeRig, type ImageParts } from "./image";
import { rig300 } from "./rig300";

/** The catalogue for an image whose version isn't known or isn't supported. */
export const defaultCatalogue: Catalogue = rig300;

/** The catalogues of all supported versions of RIG. */
export const catalogues: readonly Catalogue[] = [rig300];

/** The catalogue of the version of RIG that is in an image. */
export function catalogueOf(image: ImageParts | undefined): Catalogue {
    return supported(versionOf(image)) ?? defaultCatalogue;
}

/** The version that the image's tag names, if it is none of the supported ones. */
export function unsupportedVersion(image: ImageParts | undefined): string | undefined {
    const version = versionOf(image);
    return supported(version) === undefined ? version : undefined;
}

function supported(version: string | undefined): Catalogue | undefined {
    return catalogues.find((each) => each.version === version);
}

/** Tags are `3.0.0`, `aws-3.0.0`, `3.0.0-custom`. A pre-release reads other variables than its release. */
const versionTag = /^(?:aws-)?v?(\d+\.\d+\.\d+(?:-(?:alpha|beta|rc)[.\d]*)?)(?![\d.])/;

/** The version that the tag names. In a repository with another name than RIG's, a tag may count something else. */
function versionOf(image: ImageParts | undefined): string | undefined {
    return isNamedLikeRig(image) ? versionTag.exec(imageTag(image) ?? "")?.[1] : undefined;
}
