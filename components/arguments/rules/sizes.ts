import type { GatewayArgs } from "../../args";
import { literal } from "../../model/environment";
import type { Problem } from "../../validation/problem";
import type { Catalogue } from "../../rig/catalogue";
import { isContainerPath, isMounted } from "../../rig/valueTypes";
import { catalogueOf } from "../../rig/versions";
import { largestEnvironment, largestExtraEnv, largestObject } from "../../rig/limits";

const bytes = (value: unknown) => (typeof value === "string" ? Buffer.byteLength(value) : 0);

/** The texts that go into the environment itself, not into a file. */
function inEnvironment([name, value]: [string, unknown], { variable }: Catalogue): boolean {
    const row = variable(name);
    return row === undefined || !isMounted(row.type) || (typeof value === "string" && isContainerPath(value));
}

/** What is more than Linux or Kubernetes takes. */
export function sizeProblems(args: Partial<GatewayArgs>): Problem[] {
    const catalogue = catalogueOf(args.image);
    const objects = (["settings", "secretSettings"] as const).map((map) => ({
        map,
        texts: Object.entries(args[map] ?? {}),
    }));
    const extra = Object.entries(args.extraEnv ?? {}).map(
        ([name, { value }]) => bytes(name) + bytes(typeof value === "string" ? literal(value) : value),
    );
    const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
    const environment =
        sum(extra) +
        sum(
            objects.flatMap(({ texts }) =>
                texts
                    .filter((each) => inEnvironment(each, catalogue))
                    .map(([name, value]) => bytes(name) + bytes(value)),
            ),
        );
    const problem = (map: string, size: number, limit: number, whose: string) =>
        size > limit
            ? [{ path: [map], message: `the values have ${size} bytes together. Allowed: ${limit}, ${whose}.` }]
            : [];
    return [
        ...objects.flatMap(({ map, texts }) =>
            problem(
                map,
                sum(texts.map(([, value]) => bytes(value))),
                largestObject,
                "the limit of a Kubernetes object",
            ),
        ),
        ...problem("extraEnv", sum(extra), largestExtraEnv, "since they stand in the Deployment"),
        ...problem("settings", environment, largestEnvironment, "Linux's limit of an environment"),
    ];
}
