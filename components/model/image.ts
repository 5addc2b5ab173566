import { defaultImage } from "../rig/image";
import { labelValue } from "./labels";

/** What identifies an image: a tag or a digest. */
export interface ImageParts {
    readonly repository?: string | undefined;
    readonly tag?: string | undefined;
    readonly digest?: string | undefined;
}

/** The image as a container names it. */
export function imageReference({ repository, tag, digest }: ImageParts): string {
    const name = repository ?? defaultImage.repository;
    return digest === undefined ? `${name}:${tag ?? defaultImage.tag}` : `${name}@${digest}`;
}

/** The image's version as a label value, which a digest and some tags are not. */
export function versionLabel({ tag, digest }: ImageParts): string {
    const version = digest === undefined ? (tag ?? defaultImage.tag) : digest.replace("sha256:", "");
    return labelValue(version);
}
