import { defaultImage } from "../rig/image";
import { labelValue } from "./labels";

/** Identifies an image, by a tag or a digest. */
export interface ImageParts {
    readonly repository?: string | undefined;
    readonly tag?: string | undefined;
    readonly digest?: string | undefined;
}

/** The image reference of a container. */
export function imageReference({ repository, tag, digest }: ImageParts): string {
    const name = repository ?? defaultImage.repository;
    return digest === undefined ? `${name}:${tag ?? defaultImage.tag}` : `${name}@${digest}`;
}

/** The image's version as a label value; a digest and some tags need a conversion. */
export function versionLabel({ tag, digest }: ImageParts): string {
    const version = digest === undefined ? (tag ?? defaultImage.tag) : digest.replace("sha256:", "");
    return labelValue(version);
}
