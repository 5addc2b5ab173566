// Annotations by which the program finds again what it has deployed.

/** Annotation of the pods that the component sets. */
export const cookieAnnotation = "checksum/cookie";

/** Annotation of the pods: the number of their cookie, when it is a later one than 0. */
export const rotationAnnotation = "rig/cookie-rotation";

/** Annotation of the Deployment: a fingerprint of the arguments that it was deployed with, without the cookie's. */
export const argumentsAnnotation = "checksum/arguments";

/** Annotations by which Pulumi, Helm, kubectl and Kubernetes' controllers note how they treat an object. */
export const toolAnnotations = /^(pulumi\.com|(meta\.)?helm\.sh|(kubectl|deployment)\.kubernetes\.io)\//;
