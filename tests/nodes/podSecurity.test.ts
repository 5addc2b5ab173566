import assert from "node:assert/strict";
import { kubectl } from "../engine/kubectl";
import { TestStack } from "../engine/stack";
import { removeAfterwards } from "./afterwards";
import type { Pod } from "./cluster";
import { configuration, imageName, methods } from "./gateway";
import { inside } from "./inside";
import { fullMesh } from "./mesh";

for (const [method, byMethod] of Object.entries(methods)) {
    describe(`under Pod Security restricted, a pod of a gateway by method ${method}`, () => {
        const name = `pod-security-${method}`;
        const namespace = `rig-${name}`;
        removeAfterwards(namespace);
        let pod: Pod;
        const read = (script: string) => inside(namespace, pod.name, script);

        before(async () => {
            const stack = await TestStack.create(name, configuration({ ...byMethod, "rig:replicas": 1 }));
            await stack.up();
            const [first] = await fullMesh(namespace, 1);
            assert.ok(first);
            pod = first;
        });

        it("the namespace enforces it: it refuses a pod that asks for more", async () => {
            const run = ["run", "more", "-n", namespace, "--image", imageName, "--privileged"];
            await assert.rejects(kubectl(...run), /violates PodSecurity "restricted/);
        });

        it("the process is that of uid 1000, and of no other group", async () => {
            const status = await read("cat /proc/1/status");
            assert.match(status, /^Uid:\t1000\t1000\t1000\t1000$/m);
            assert.match(status, /^Gid:\t1000\t1000\t1000\t1000$/m);
            assert.match(status, /^Groups:\t1000 $/m);
        });

        it("it has no capabilities, can't get any, and has a seccomp filter", async () => {
            const status = await read("cat /proc/1/status");
            for (const set of ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"]) {
                assert.match(status, new RegExp(`^${set}:\t0{16}$`, "m"));
            }
            assert.match(status, /^NoNewPrivs:\t1$/m);
            assert.match(status, /^Seccomp:\t2$/m);
        });

        it("var can be written to and is in memory; the rest of the file system can't be written to", async () => {
            assert.equal(
                (await read("touch /opt/sites/rig/var/x && rm /opt/sites/rig/var/x && echo written")).trim(),
                "written",
            );
            const mounts = await read("cat /proc/mounts");
            assert.match(mounts, /^tmpfs \/opt\/sites\/rig\/var tmpfs rw/m);
            assert.match(mounts, /^overlay \/ overlay ro,/m);
            for (const place of ["/", "/opt/sites/rig", "/opt/sites/rig/bin", "/tmp", "/etc"]) {
                await assert.rejects(read(`touch ${place}/x`), /Read-only file system/);
            }
        });

        it("there is no token of its ServiceAccount", async () => {
            assert.equal(await read("ls -A /var/run/secrets /run/secrets 2>/dev/null || true"), "");
        });
    });
}
