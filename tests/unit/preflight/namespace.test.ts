import assert from "node:assert/strict";
import { terminatingProblem } from "../../../preflight/namespace";
import { pathText } from "../../../components/validation/problem";

const reference = { apiVersion: "v1", kind: "Namespace", name: "rig-dev" };
const namespace = (status: Record<string, unknown>) => ({ labels: {}, data: {}, status });

describe("a namespace that is being deleted", () => {
    it("is refused, with what it waits for", () => {
        const conditions = [
            { type: "NamespaceDeletionContentFailure", status: "False", message: "All content successfully deleted" },
            {
                type: "NamespaceContentRemaining",
                status: "True",
                message: "Some resources are remaining: configmaps. has 1 resource instances",
            },
            {
                type: "NamespaceFinalizersRemaining",
                status: "True",
                message:
                    "Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances",
            },
        ];
        const problem = terminatingProblem(reference, namespace({ phase: "Terminating", conditions }));
        assert.ok(problem);
        assert.equal(pathText(problem.path), "Namespace rig-dev");
        assert.match(
            problem.message,
            /^it is being deleted, and waits: Some resources are remaining: configmaps\. .*; .*example\.com\/hold in 1 resource instances\. Nothing was changed\. .*metadata\.finalizers.* pulumi up --refresh/,
        );
    });

    it("is refused before anything is known of what it waits for", () => {
        assert.match(
            terminatingProblem(reference, namespace({ phase: "Terminating" }))?.message ?? "",
            /^it is being deleted\. Nothing was changed\./,
        );
    });

    it("is told from one that stays, isn't there or can't be seen", () => {
        assert.equal(terminatingProblem(reference, namespace({ phase: "Active" })), undefined);
        assert.equal(terminatingProblem(reference, "absent"), undefined);
        assert.equal(terminatingProblem(reference, "forbidden"), undefined);
    });
});
