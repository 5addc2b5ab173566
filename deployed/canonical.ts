import type { ResourcesArgs } from "../components/args";
import type { ImageParts } from "../components/model/image";
import { canonicalQuantity } from "../components/validation/kubernetes/quantity";
import { isRecord } from "../components/validation/record";
import type { DesiredState } from "./desiredState";

/** The parts of the image's reference, which in a stack's configuration are plain text. */
export function imageParts({ gateway: { image = {} } }: Pick<DesiredState, "gateway">): ImageParts {
    const text = (value: unknown) => (typeof value === "string" ? value : undefined);
    return { repository: text(image.repository), tag: text(image.tag), digest: text(image.digest) };
}

/** Requests and limits in Kubernetes' own form, in which `0.5` and `500m` are the same. */
export function quantities(resources: unknown): ResourcesArgs {
    const all = isRecord(resources) ? resources : {};
    return Object.fromEntries(
        (["requests", "limits"] as const).flatMap((key) => {
            const amounts = Object.entries(isRecord(all[key]) ? all[key] : {});
            const canonical = amounts.map(([name, value]): [string, string] => [
                name,
                canonicalQuantity(String(value)),
            ]);
            return amounts.length === 0 ? [] : [[key, Object.fromEntries(canonical)]];
        }),
    );
}
