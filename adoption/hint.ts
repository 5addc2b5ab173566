import type { PlannedObject } from "../components/registry";
import type { AdoptedObjects } from "./adoptedObjects";
import { cookieCommands } from "./formerCookie";

/** What to do about an object that an adoption doesn't take, and that has the name of one of the gateway's own. */
export function adoptionHint({ kind, name }: PlannedObject, { formerCookie, objects }: AdoptedObjects): string {
    if (kind === "Secret" && formerCookie?.name === name) {
        return `The old pods take their cookie from it. To go on with it: ${cookieCommands(formerCookie)}.`;
    }
    const { deployment, service, headlessService } = objects;
    const kept = Object.entries({ deployment, service, headlessService }).map(
        ([role, { reference }]) => `${role}: ${reference.name}`,
    );
    return `Choose another rig:name, after which the gateway's own objects are called, and keep the adopted names with rig:objectNames: {${kept.join(", ")}}.`;
}
