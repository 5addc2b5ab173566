import type { Problem } from "../components/validation/problem";
import type { ClusterReader } from "../kubernetes/reader";

/** The oldest supported minor version of Kubernetes: the first one with the `sleep` action of preStop. */
export const oldestMinorVersion = 30;

/** A problem when the API server is too old. */
export function versionProblems({ minorVersion }: ClusterReader): Problem[] {
    return minorVersion < oldestMinorVersion
        ? [
              {
                  path: ["Kubernetes"],
                  message: `the API server is 1.${minorVersion}. Allowed: 1.${oldestMinorVersion} or newer.`,
              },
          ]
        : [];
}
