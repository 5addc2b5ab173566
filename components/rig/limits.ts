/** Bytes of the longest value: Linux limits one environment string, with its name, to 128 KiB. */
export const longestValue = 128 * 1024 - 256;

/** Whether the text can be the value of an environment variable. */
export function fitsVariable(text: string): boolean {
    return Buffer.byteLength(text) <= longestValue && !text.includes("\0");
}

/**
 * Bytes of the largest environment. Linux limits environment and command line together to a quarter of the stack's limit:
 * 2 MiB with the usual limit of 8 MiB. The variables of the image and of RIG's start script take a part of that.
 */
export const largestEnvironment = 1024 * 1024;

/** Bytes of all further plain variables together: they are a part of the Deployment, and etcd accepts 1.5 MiB. */
export const largestExtraEnv = 256 * 1024;

/** Bytes of the data in one ConfigMap or Secret: Kubernetes' limit of 1 MiB. */
export const largestObject = 1024 * 1024;
