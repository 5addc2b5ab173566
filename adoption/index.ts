// What the other rooms use of an adoption.

export { adoptionLabel, findAdoptedObjects, type AdoptedObjects } from "./adoptedObjects";
export { nameConflictAdvice } from "./nameConflicts";
export { runAdoptionStep, type Adoption } from "./runStep";
export { adoptionStepProblems } from "./stepProblems";
