import assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Adoption, chart, ports, steps, umbrella, values } from "./adoptions";
import { helm } from "./helm";
import { kubectl, podUids } from "./kubectl";
import { changes, failure } from "./stack";

describe("an adoption whose steps are mixed up", () => {
    const namespace = "rig-mistakes";
    const existing = { namespace, deployment: "edge", service: "edge", headlessService: "edge-headless" };
    const adoption = new Adoption(existing, {
        "rig:namespace": namespace,
        "rig:createNamespace": false,
        "rig:objectNames": { deployment: "edge", service: "edge", headlessService: "edge-headless" },
        "rig:serviceType": "NodePort",
        "rig:replicas": 2,
        "rig:minReadySeconds": 0,
    });

    /** A newer chart, by which the Services lead to the pods' ports by number. */
    const newer = join(umbrella, "..", "newer-chart");

    before(async () => {
        rmSync(newer, { recursive: true, force: true });
        cpSync(chart, newer, { recursive: true });
        const helpers = join(newer, "templates", "_names.tpl");
        const text = readFileSync(helpers, "utf8");
        writeFileSync(helpers, text.replace("targetPort: {{ first $port }}", "targetPort: {{ last $port }}"));
        await kubectl("create", "namespace", namespace);
        await helm("install", "mine", chart, "-n", namespace, ...values);
        await adoption.begin("mistakes");
    });

    after(async () => {
        await kubectl("delete", "namespace", namespace);
    });

    it("is imported anew when Helm has changed a Service in between, and gives Helm no port", async () => {
        const { stack } = adoption;
        await adoption.follow(steps.toImport);
        await helm("upgrade", "mine", newer, "-n", namespace, ...values);
        await adoption.follow(steps.forget);
        adoption.step("replace");
        assert.match(await failure(stack.up()), /Service .*: Helm has changed it since step import, .* once more/);
        await adoption.isUntouched();
        adoption.step();
        await adoption.follow(steps.toImport);
        await adoption.isUntouched();
    });

    it("doesn't go back to import after replace has begun, and ends well without a step", async () => {
        const { stack, configuration } = adoption;
        const broken = { "rig:image": { tag: "never-ready" }, "rig:deployTimeout": 10 };
        stack.configure({ ...configuration, ...broken, "rig:adopt": "replace" });
        await failure(stack.up());
        adoption.step("import");
        assert.match(
            await failure(stack.up()),
            /Service .*: it is this gateway's already\. If the adoption isn't finished, set adopt to replace/,
        );
        adoption.step();
        await stack.up();
        await adoption.isAtTheSameAddresses();
        assert.deepEqual(await ports(existing, "edge"), [4000]);
        assert.equal((await podUids(namespace)).length, 2);
        assert.deepEqual(Object.keys((await stack.preview()).changes), ["same"]);
    });

    it("has nothing left to adopt when a step is asked for once more", async () => {
        const { stack } = adoption;
        adoption.step("replace");
        const preview = await stack.preview();
        assert.match(preview.text, /nothing is left to adopt\. Next: pulumi config rm rig:adopt/);
        // The component's own record of its arguments, and no object.
        assert.deepEqual(changes(preview), ["update gateway"]);
    });
}).timeout(600_000);
