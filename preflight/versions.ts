import type { Problem } from "../components/validation/problem";
import type { ClusterReader } from "../kubernetes/reader";

/** The oldest minor version that knows everything used here: the `sleep` action of preStop is on since 1.30. */
const oldestMinor = 30;

/** A problem when the API server is too old. */
export function versionProblems({ minorVersion }: ClusterReader): Problem[] {
    return minorVersion < oldestMinor
        ? [
              {
                  path: ["Kubernetes"],
                  message: `the API server is 1.${minorVersion}. Allowed: 1.${oldestMinor} or newer.`,
              },
          ]
        : [];
}
