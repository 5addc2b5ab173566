import { catalogue, type Catalogue } from "./catalogue";
import { imageTag, isNamedLikeRig, type ImageParts } from "./image";
import { rig300 } from "./rig300";

/** The catalogue for an image whose version isn't known. */
export const defaultCatalogue: Catalogue = rig300;

/** The catalogues of all supported versions of RIG. */
export const catalogues: readonly Catalogue[] = [rig300];

/** The catalogue of the version of RIG that is in an image, or the default one if that version isn't supported. */
export function catalogueOf(image: ImageParts | undefined): Catalogue {
    const version = versionOf(image);
    return (
        catalogues.find((each) => each.version === version) ??
        (version === undefined ? defaultCatalogue : substitute(version))
    );
}

/** Refuses no variable as removed: it isn't known which variables the unsupported version reads. */
function substitute(unsupportedVersion: string): Catalogue {
    return catalogue({ ...defaultCatalogue, removed: new Map(), unsupportedVersion });
}

/** Tags are `3.0.0`, `aws-3.0.0`, `3.0.0-custom`. A pre-release reads other variables than its release. */
const versionTag = /^(?:aws-)?v?(\d+\.\d+\.\d+(?:-(?:alpha|beta|rc)[.\d]*)?)(?![\d.])/;

/** The version that the tag names. In a repository that isn't named like RIG's, a tag may count something else. */
function versionOf(image: ImageParts | undefined): string | undefined {
    return isNamedLikeRig(image) ? versionTag.exec(imageTag(image) ?? "")?.[1] : undefined;
}
