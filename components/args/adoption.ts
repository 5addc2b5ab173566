/** A step of bringing an existing deployment under a stack; docs/adoption.md has all of them. */
export const AdoptionStep = {
    /** Pulumi's own import: the objects come into the state as they are, and stay as they are. */
    Import: "import",
    /** The Services become the gateway's under the names and addresses that they have, and the Deployment is replaced. */
    Replace: "replace",
} as const;
export type AdoptionStep = (typeof AdoptionStep)[keyof typeof AdoptionStep];

/** Names of objects that are called otherwise than follows from the gateway's name. */
export interface ObjectNameArgs {
    /** Name of the Deployment. Defaults to the name that follows from `name`. */
    deployment?: string;
    /** Name of the public Service. Defaults to the name that follows from `name`. */
    service?: string;
    /** Name of the headless Service. Defaults to the name that follows from `name`. */
    headlessService?: string;
}
