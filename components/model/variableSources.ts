import type { GatewayArgs, KeyReference } from "../args";
import { tlsVariables } from "../rig/configuredVariables";
import { isContainerPath, isMounted } from "../rig/valueTypes";
import type { SettingsMap } from "../rig/variableSchema";
import { catalogueOf } from "../rig/versions";

/** The object that holds a variable's value: the gateway's own object for one of the settings maps, or an existing object. */
export type ValueSource =
    | { readonly settingsMap: SettingsMap }
    | { readonly existingSecret: KeyReference }
    | { readonly existingConfigMap: KeyReference };

/** A RIG variable, with the source of its value. */
export interface SourcedVariable {
    readonly name: string;
    readonly source: ValueSource;
    /** Whether the pod mounts the value as a file whose path is the variable's text. */
    readonly isFile: boolean;
}

/** The directory of the mounted files. Each file has the name of its variable. */
export const fileDirectory = "/etc/rig";

/** The path of a variable's file. */
export function filePath(name: string): string {
    return `${fileDirectory}/${name}`;
}

/** Keys of a Secret of the type `kubernetes.io/tls`, in the order of {@link tlsVariables}. */
export const tlsKeys = ["tls.crt", "tls.key"] as const;

/** The sources of all variables, sorted by name. */
export function variableSources(
    args: Pick<GatewayArgs, "image" | "settings" | "secretSettings" | "settingsFrom">,
    tlsSecret: string | undefined,
): SourcedVariable[] {
    const { variable } = catalogueOf(args.image);
    const isMountedType = (name: string) => {
        const row = variable(name);
        return row !== undefined && isMounted(row.type);
    };
    const own = (["settings", "secretSettings"] as const).flatMap((map) =>
        Object.entries(args[map] ?? {}).map(([name, value]) => ({
            name,
            source: { settingsMap: map },
            isFile: isMountedType(name) && !(typeof value === "string" && (value === "" || isContainerPath(value))),
        })),
    );
    const existing = Object.entries(args.settingsFrom ?? {}).map(([name, { existingSecret, existingConfigMap }]) => ({
        name,
        source: existingConfigMap ? { existingConfigMap } : { existingSecret: existingSecret ?? { name: "", key: "" } },
        isFile: isMountedType(name),
    }));
    const tls =
        tlsSecret === undefined
            ? []
            : tlsVariables.map((name, index) => ({
                  name,
                  source: { existingSecret: { name: tlsSecret, key: tlsKeys[index] ?? "" } },
                  isFile: true,
              }));
    return [...own, ...existing, ...tls].sort((a, b) => (a.name < b.name ? -1 : 1));
}
