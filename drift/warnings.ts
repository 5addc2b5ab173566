import { shown } from "../components/validation/problem";
import { title, type DesiredState } from "../deployed/desiredState";
import { isWithin, pathName } from "../kubernetes/managedFields";
import type { FoundObject, ObjectReference } from "../kubernetes/reader";
import { configuredValue, liveValue, podTemplate, type ForeignField, type LiveObject } from "./liveObjects";

/** Warnings of fields that others have set: each names the field's manager, and what an update does. */
export function driftWarnings(objects: readonly LiveObject[], desired: DesiredState): string[] {
    return objects.flatMap(({ reference, found, drifted, added }) => [
        ...distinct(drifted.filter(({ isShared }) => !isShared)).map(
            (field) =>
                `${title(reference)}: ${description(found, field, desired)}, ${setBy(field)} An update puts it right${isWithin(field.path, podTemplate) ? ", by other pods, one after the other" : ""}.`,
        ),
        ...distinct(added).map(
            (field) =>
                `${title(reference)}: ${pathName(field.path)} isn't of this stack, ${setBy(field)} An update leaves it as it is; take it out with kubectl if it shouldn't be there.`,
        ),
    ]);
}

/** One field for all parts of a variable, and none for an item whose fields are listed. */
function distinct(fields: readonly ForeignField[]): ForeignField[] {
    const whole = fields.map((field) => {
        const env = field.path.indexOf("f:env");
        return env === -1 ? field : { ...field, path: field.path.slice(0, env + 2) };
    });
    const names = whole.map(({ path }) => pathName(path));
    return whole.filter(
        ({ path }, index) => names.indexOf(pathName(path)) === index && (path.at(-1) !== "." || whole.length === 1),
    );
}

function description(found: FoundObject, { path }: ForeignField, desired: DesiredState): string {
    const [live, value] = [liveValue(found, path), configuredValue(path, desired)];
    // Any other text may be a secret: a variable's, an argument's.
    const isPlain = value !== undefined || typeof live === "number" || typeof live === "boolean";
    const name = pathName(path);
    if (!isPlain) {
        return `${name} is another one than the configuration says`;
    }
    return `${name} is ${shown(live)}, and the configuration says ${value === undefined ? "otherwise" : shown(value)}`;
}

function setBy({ manager, since }: ForeignField): string {
    return `set by ${manager}${since === undefined ? "" : ` at ${since.toISOString()}`}.`;
}

/** The kind that not every gateway has: without a record of the state, its absence means nothing. */
const optionalKind = "PodDisruptionBudget";

/**
 * Warnings of objects that aren't in the cluster, where others of the gateway are.
 *
 * @param isInRelease Whether a Helm release has the object: Helm's next upgrade makes it again.
 */
export function absenceWarnings(
    absent: readonly ObjectReference[],
    isInRelease: (reference: ObjectReference) => boolean,
): string[] {
    return absent
        .filter(({ kind }) => kind !== optionalKind)
        .map((reference) =>
            isInRelease(reference)
                ? `${title(reference)} isn't in the cluster, though the Helm release has it. An update makes it again.`
                : `${title(reference)} isn't in the cluster, though other objects of the gateway are. If someone has deleted it, Pulumi doesn't see that by itself: pulumi up --refresh makes it again.`,
        );
}
