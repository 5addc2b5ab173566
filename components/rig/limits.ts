/** The longest value of a variable: Linux limits one environment string, name included, to 128 KiB. */
export const longestValue = 128 * 1024 - 256;

/** Whether the text can be the value of an environment variable. */
export function fitsVariable(text: string): boolean {
    return Buffer.byteLength(text) <= longestValue && !text.includes("\0");
}

/**
 * The most that a pod's whole environment may take. Linux limits it, with the command line, to a quarter of the stack's
 * limit: 2 MiB where that is the usual 8 MiB. The variables of the image and of RIG's start script need room, too.
 */
export const largestEnvironment = 1024 * 1024;

/** The most that further plain variables may take together: they stand in the Deployment, and etcd takes 1.5 MiB. */
export const largestExtraEnv = 256 * 1024;

/** The most that one ConfigMap or Secret holds: Kubernetes' limit of 1 MiB. */
export const largestObject = 1024 * 1024;
