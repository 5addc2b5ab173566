import { cookieAnnotation } from "../components/model/annotations";
import { changed } from "./objects";
import { withoutAnnotation } from "./withoutAnnotation";

/** A Deployment's spec whose pods don't tell the fingerprint of a cookie that isn't theirs. */
export function withoutCookieFingerprint(spec: unknown): unknown {
    return changed(spec, ["template", "metadata"], (metadata) => withoutAnnotation(metadata, cookieAnnotation));
}
