import * as v from "valibot";
import { userError } from "../components/validation/problem";

const outputsSchema = v.object({
    namespace: v.string(),
    deploymentName: v.string(),
    dnsName: v.string(),
    replicas: v.number(),
    autoscaling: v.optional(v.object({ min: v.number(), max: v.number() })),
    target: v.object({ context: v.string() }),
});

/** A deployed gateway, from the outputs of its stack. */
export type Gateway = v.InferOutput<typeof outputsSchema>;

/**
 * Reads a gateway from the outputs of its stack.
 *
 * @param json What `pulumi stack output --json` prints.
 * @throws RunError when the outputs aren't those of a deployed gateway.
 */
export function readGateway(json: string): Gateway {
    let outputs: unknown;
    try {
        outputs = JSON.parse(json);
    } catch {
        throw userError("The input isn't JSON. Usage: pulumi stack output --json | npm run --silent check");
    }
    const { success, output, issues } = v.safeParse(outputsSchema, outputs);
    if (!success) {
        const [issue] = issues;
        throw userError(
            `The stack's outputs are not those of a deployed gateway: ${v.getDotPath(issue) ?? "they"} is missing or no ${issue.expected}. ` +
                "Is the stack deployed?",
        );
    }
    return output;
}
