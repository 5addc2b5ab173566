import { isRecord } from "../components/plan/records";
import { cookieAnnotation } from "../components/relations";
import { changed } from "./change";

/** A Deployment's spec whose pods don't tell the fingerprint of a cookie that isn't theirs. */
export function withoutCookieFingerprint(spec: unknown): unknown {
    return changed(spec, ["template", "metadata"], (metadata) => {
        const { annotations, ...others } = isRecord(metadata) ? metadata : {};
        const { [cookieAnnotation]: _, ...rest } = isRecord(annotations) ? annotations : {};
        return Object.keys(rest).length === 0 ? others : { ...others, annotations: rest };
    });
}
