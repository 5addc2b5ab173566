/** A step of an adoption, which brings an existing deployment under a stack (docs/adoption.md). */
export const AdoptionStep = {
    /** Pulumi imports the existing objects into the state, and changes none of them. */
    Import: "import",
    /** The Services become the gateway's and keep their names and addresses. The Deployment is replaced. */
    Replace: "replace",
} as const;
export type AdoptionStep = (typeof AdoptionStep)[keyof typeof AdoptionStep];

/** Names of objects that don't follow from the gateway's name. */
export interface ObjectNameArgs {
    /** Name of the Deployment. Defaults to the name that follows from `name`. */
    deployment?: string;
    /** Name of the public Service. Defaults to the name that follows from `name`. */
    service?: string;
    /** Name of the headless Service. Defaults to the name that follows from `name`. */
    headlessService?: string;
}
