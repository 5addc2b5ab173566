import { isRecord } from "../components/validation/record";

/** Metadata without one of its annotations. */
export function withoutAnnotation(metadata: unknown, key: string): Record<string, unknown> {
    const { annotations, ...others } = isRecord(metadata) ? metadata : {};
    const { [key]: _, ...rest } = isRecord(annotations) ? annotations : {};
    return Object.keys(rest).length === 0 ? others : { ...others, annotations: rest };
}
