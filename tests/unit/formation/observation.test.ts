import assert from "node:assert/strict";
import { connectedNodes } from "../../../formation/observation";

const head = [
    "# TYPE erlang_vm_dist_node_state gauge",
    "# HELP erlang_vm_dist_node_state The current state of the distribution link",
];

describe("the connected nodes in RIG's metrics", () => {
    it("are those whose link is up", () => {
        const metrics = [
            ...head,
            'erlang_vm_dist_node_state{peer="rig@10.0.0.1"} 3',
            'erlang_vm_dist_node_state{peer="rig@10.0.0.2"} 1',
            'erlang_vm_dist_node_state{job="rig",peer="rig@10.0.0.3"} 3',
            'erlang_vm_dist_recv_bytes{peer="rig@10.0.0.4"} 3',
        ];
        assert.deepEqual(connectedNodes(metrics.join("\n")), ["rig@10.0.0.1", "rig@10.0.0.3"]);
    });

    it("are RIG's own, not its helpers in the same pod", () => {
        const peers = ["rig@10.0.0.1", "rig_maint_4@10.0.0.2", "kinesis-client@rig-5d8"];
        const metrics = peers.map((peer) => `erlang_vm_dist_node_state{peer="${peer}"} 3`);
        assert.deepEqual(connectedNodes(metrics.join("\n")), ["rig@10.0.0.1"]);
    });

    it("are none when there are no lines", () => {
        assert.deepEqual(connectedNodes(head.join("\n")), []);
    });
});
