import type * as k8s from "@pulumi/kubernetes";
import { objectKey, type SettingsObjects } from "../model/environment";
import { fileDirectory, type SourcedVariable } from "../model/variableSources";

/** A volume of a pod, with its mount. */
export interface MountedVolume {
    readonly volume: k8s.types.input.core.v1.Volume;
    readonly mount: k8s.types.input.core.v1.VolumeMount;
}

/** Readable for the owner and RIG's group only. */
const fileMode = 0o440;

/**
 * One volume with all files that RIG's variables name. The container mounts the whole volume: with `subPath`, a mounted file
 * never changes, and RIG would not get a renewed certificate.
 */
export function fileVolumes(variables: readonly SourcedVariable[], objects: SettingsObjects): MountedVolume[] {
    const sources = variables
        .filter(({ isFile }) => isFile)
        .map(({ name, source }) => {
            const key = objectKey(name, source, objects);
            return "secret" in key
                ? { secret: { name: key.secret.name, items: [{ key: key.secret.key, path: name }] } }
                : { configMap: { name: key.configMap.name, items: [{ key: key.configMap.key, path: name }] } };
        });
    return sources.length === 0
        ? []
        : [
              {
                  volume: { name: "files", projected: { defaultMode: fileMode, sources } },
                  mount: { name: "files", mountPath: fileDirectory, readOnly: true },
              },
          ];
}
