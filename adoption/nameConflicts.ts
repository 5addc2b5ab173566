import type { PlannedObject } from "../components/plannedObjects";
import type { AdoptedObjects } from "./adoptedObjects";
import { cookieCommands } from "./deployedCookie";

/** What to do about an object that isn't adopted, and has the name of an object that the gateway makes. */
export function nameConflictAdvice({ kind, name }: PlannedObject, { deployedCookie, objects }: AdoptedObjects): string {
    if (kind === "Secret" && deployedCookie?.name === name) {
        return `The old pods take their cookie from it. To keep this cookie: ${cookieCommands(deployedCookie)}.`;
    }
    const { deployment, service, headlessService } = objects;
    const kept = Object.entries({ deployment, service, headlessService }).map(
        ([role, { reference }]) => `${role}: ${reference.name}`,
    );
    return `Choose another rig:name, from which the names of the gateway's own objects follow, and keep the names of the adopted objects with rig:objectNames: {${kept.join(", ")}}.`;
}
