import type * as k8s from "@pulumi/kubernetes";
import { objectKey, type SettingsObjects } from "../model/environment";
import { fileDirectory, type SourcedVariable } from "../model/variableSources";

/** A volume of a pod, and where it is mounted. */
export interface Mount {
    readonly volume: k8s.types.input.core.v1.Volume;
    readonly mount: k8s.types.input.core.v1.VolumeMount;
}

/** Readable for RIG's group and for no one else. */
const fileMode = 0o440;

/**
 * One volume with all files that RIG's variables name, wherever they come from. Mounted as a whole: a file that is
 * mounted by itself (`subPath`) never changes, and a renewed certificate would not arrive.
 */
export function filesMount(variables: readonly SourcedVariable[], objects: SettingsObjects): Mount[] {
    const sources = variables
        .filter(({ file }) => file)
        .map(({ name, holder }) => {
            const held = objectKey(name, holder, objects);
            return "secret" in held
                ? { secret: { name: held.secret.name, items: [{ key: held.secret.key, path: name }] } }
                : { configMap: { name: held.configMap.name, items: [{ key: held.configMap.key, path: name }] } };
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
