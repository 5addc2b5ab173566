/** RIG's own image; `3.0.0` is its last release. */
export const defaultImage = { repository: "accenture/reactive-interaction-gateway", tag: "3.0.0" } as const;

/** The parts of an image's reference. Some may be wrong, or known only at deployment. */
export interface ImageParts {
    readonly repository?: unknown;
    readonly tag?: unknown;
    readonly digest?: unknown;
}

/** The image's tag, or RIG's default. Undefined if a digest takes its place, or if it isn't known yet. */
export function imageTag({ tag = defaultImage.tag, digest }: ImageParts = {}): string | undefined {
    return digest === undefined && typeof tag === "string" ? tag : undefined;
}

/** Whether the image is RIG's own, in its registry or in a mirror, as far as that is known. */
export function isOwnImage({ repository = defaultImage.repository }: ImageParts = {}): boolean {
    return typeof repository === "string" && repository.endsWith(defaultImage.repository);
}

/** Whether the repository has the name of RIG's own: it may be RIG's, a mirror, or a fork. */
export function isNamedLikeRig({ repository = defaultImage.repository }: ImageParts = {}): boolean {
    return typeof repository === "string" && /(^|\/)reactive-interaction-gateway$/.test(repository);
}
