import type { GatewayArgs } from "../../args";
import type { Problem } from "../../validation/problem";

const maps = ["settings", "secretSettings", "settingsFrom"] as const;

/** Variables that are in two maps. */
export function duplicateProblems(args: Partial<GatewayArgs>): Problem[] {
    return maps.flatMap((map, index) =>
        Object.keys(args[map] ?? {}).flatMap((name) => {
            const other = maps.slice(0, index).find((earlier) => Object.keys(args[earlier] ?? {}).includes(name));
            return other === undefined
                ? []
                : [{ path: [map, name], message: `the variable is in ${other}, too. Leave it in one of the two.` }];
        }),
    );
}
