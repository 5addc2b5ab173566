import { catalogue } from "./catalogue";
import { mistakenNames, removedVariables } from "./removedVariables";
import { reservedVariables } from "./reservedVariables";
import { variables } from "./variables";

/** What RIG 3.0.0 reads. */
export const rig300 = catalogue({
    version: "3.0.0",
    variables,
    removed: removedVariables,
    mistaken: mistakenNames,
    reserved: reservedVariables,
});
