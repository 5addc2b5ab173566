import type * as k8s from "@pulumi/kubernetes";
import { objectKey, type SettingsObjects } from "../model/environment";
import { fileDirectory, type SourcedVariable } from "../model/variableSources";

/** A volume of a pod, and where it is mounted. */
export interface MountedVolume {
    readonly volume: k8s.types.input.core.v1.Volume;
    readonly mount: k8s.types.input.core.v1.VolumeMount;
}

/** Readable for RIG's group and for no one else. */
const fileMode = 0o440;

/**
 * One volume with all files that RIG's variables name, wherever they come from. Mounted as a whole: a file that is
 * mounted by itself (`subPath`) never changes, and a renewed certificate would not arrive.
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
