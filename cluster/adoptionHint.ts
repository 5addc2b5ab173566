import type { PlannedObject } from "../components/plan/objects";
import type { Adoptees } from "./adoptees";
import { cookieCommands } from "./oldCookie";

/** What to do about an object that an adoption doesn't take, and that has the name of one of the gateway's own. */
export function adoptionHint({ kind, name }: PlannedObject, { oldCookie, objects }: Adoptees): string {
    if (kind === "Secret" && oldCookie?.name === name) {
        return `The old pods take their cookie from it. To go on with it: ${cookieCommands(oldCookie)}.`;
    }
    const { deployment, service, headlessService } = objects;
    const kept = Object.entries({ deployment, service, headlessService }).map(
        ([role, { reference }]) => `${role}: ${reference.name}`,
    );
    return `Choose another rig:name, after which the gateway's own objects are called, and keep the adopted names with rig:objectNames: {${kept.join(", ")}}.`;
}
