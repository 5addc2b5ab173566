// Annotations in which the program records what it has deployed.

/** Annotation of the pods: the fingerprint of their cookie. */
export const cookieAnnotation = "checksum/cookie";

/** Annotation of the pods: the number of their cookie, if it is above 0. */
export const rotationAnnotation = "rig/cookie-rotation";

/** Annotation of the Deployment: a fingerprint of the arguments, without the cookie's, with which it was deployed. */
export const argumentsAnnotation = "checksum/arguments";

/** Annotations by which Pulumi, Helm, kubectl and Kubernetes' controllers note how they treat an object. */
export const toolAnnotations = /^(pulumi\.com|(meta\.)?helm\.sh|(kubectl|deployment)\.kubernetes\.io)\//;
