import { leafValues, reservedChartValues } from "../../model/chartValues";
import { Method, type GatewayArgs } from "../../args";
import type { Problem } from "../../validation/problem";

/** Refuses a `chart` that contradicts itself or the method, and chart values that the deployment sets. */
export function chartProblems({ method = Method.Manifests, chart }: Partial<GatewayArgs>): Problem[] {
    if (chart === undefined) {
        return [];
    }
    if (method !== Method.Helm) {
        return [
            { path: ["chart"], message: `it has no use with method ${method}. Leave it out, or set method to helm.` },
        ];
    }
    const sourceKeys = (["repository", "name", "version"] as const).filter((key) => chart[key] !== undefined);
    return [
        ...(chart.path === undefined ? [] : sourceKeys).map((key) => ({
            path: ["chart", key],
            message: "a path is given, which says already where the chart is. Leave one of the two out.",
        })),
        ...Object.keys(chart.values ?? {}).flatMap((name) => {
            const argument = reservedChartValues.get(name);
            return argument === undefined
                ? []
                : [
                      {
                          path: ["chart", "values", name],
                          message: `the deployment sets this value. Use ${argument} instead.`,
                      },
                  ];
        }),
        ...leafValues(chart.values ?? {})
            .filter(({ value }) => value === null)
            .map(({ path }) => ({
                path: ["chart", "values", ...path],
                message: "null is not allowed: Pulumi hands no null on to Helm. Leave the value out.",
            })),
    ];
}
