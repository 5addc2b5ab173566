import { instanceLabelKey } from "../components/model/labels";
import { identityIn, stackOfLabel } from "../components/model/names";
import { word } from "../components/model/shell";
import type { Problem } from "../components/validation/problem";
import { type DesiredState, title, unreadable } from "../deployed/desiredState";
import { ownership } from "../deployed/ownership";
import type { ObjectReference, Lookup, FoundObject } from "../kubernetes/reader";

/**
 * A problem when the object exists and isn't this gateway's, or when the user may not read it.
 *
 * @param advice What to do about someone else's object.
 */
export function foreignObjectProblems(
    reference: ObjectReference,
    found: Lookup,
    desired: DesiredState,
    advice: string,
): Problem[] {
    const path = [title(reference)];
    if (found === "absent") {
        return [];
    }
    if (found === "forbidden") {
        return [{ path, message: `${unreadable} Whether it is this gateway's can't be checked.` }];
    }
    const message = foreignMessage(found, desired, advice);
    return message === undefined ? [] : [{ path, message }];
}

function foreignMessage(found: FoundObject, desired: DesiredState, advice: string): string | undefined {
    const instance = found.labels[instanceLabelKey];
    switch (ownership(found, desired)) {
        case "marked":
        case "unmarked":
            return undefined;
        case "anotherState":
            return (
                "another state of this project and stack has deployed it: another clone's, backend's or organization's. " +
                "Deploy from there, or choose another name, namespace or stack here. " +
                "If that state is lost, docs/ownership.md says how to take the gateway over."
            );
        case "renamed":
            return `this stack has deployed it as ${instance ?? "another gateway"}, when the stack, its project or the gateway had another name. Keep that name: with name for the gateway, with instance for the stack and the project (docs/ownership.md).`;
        case "foreign":
            return instance === undefined
                ? `it exists already and isn't this gateway's. ${advice}`
                : `it exists already and belongs to ${instance}. ${advice}${renameAdvice(instance, desired)}`;
    }
}

/** What to do when an earlier version of the program made the object for this stack, which was renamed afterwards. */
function renameAdvice(instance: string, { project, stack, gateway }: DesiredState): string {
    const identity = identityIn({ project, stack }, gateway);
    const former = stackOfLabel(instance, identity);
    if (former !== undefined) {
        return ` If this stack was called ${former} when it was deployed: pulumi config set --path '${project}:instance.stack' ${word(former)} (docs/ownership.md).`;
    }
    return instance.startsWith(`${identity.name}-${identity.stack}-`)
        ? ` If the project was renamed since this stack was deployed: pulumi config set --path '${project}:instance.project' NAME, with the project's former name (docs/ownership.md).`
        : "";
}
