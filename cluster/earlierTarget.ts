import * as pulumi from "@pulumi/pulumi";
import { isRecord } from "../components/plan/records";
import { shown, userError } from "../components/problems";

/**
 * Refuses another context than the one under which the stack was deployed. The provider would take it for another
 * cluster: every object would be made anew and the old one deleted, in a cluster with two names the very same object,
 * and the namespace with all that is in it last.
 *
 * @throws RunError when the stack's outputs name another context.
 */
export async function requireSameContext(context: string): Promise<void> {
    const earlier = await earlierContext();
    if (earlier !== undefined && earlier !== context) {
        throw userError(
            `This stack was deployed to the context ${shown(earlier)}, and is to go to ${shown(context)} now. Nothing was changed. ` +
                `If that is the same cluster under another name, give it its old name as well: kubectl config set-context ${shown(earlier)} --cluster=… --user=…; ` +
                "if it is another cluster, use another stack for it: pulumi stack init.",
        );
    }
}

/** The context among the outputs of the stack's last update; none before the first one that succeeded. */
async function earlierContext(): Promise<string | undefined> {
    const name = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
    const found: unknown = await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name });
    const outputs = isRecord(found) && isRecord(found.outputs) ? found.outputs : {};
    const context = isRecord(outputs.target) ? outputs.target.context : undefined;
    return typeof context === "string" ? context : undefined;
}
