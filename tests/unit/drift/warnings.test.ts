import assert from "node:assert/strict";
import { absenceWarnings } from "../../../drift/warnings";

const namespace = "rig-dev";
const absent = [
    { apiVersion: "apps/v1", kind: "Deployment", name: "d", namespace },
    { apiVersion: "v1", kind: "Service", name: "d-admin", namespace },
    { apiVersion: "policy/v1", kind: "PodDisruptionBudget", name: "d", namespace },
];

describe("an object that isn't in the cluster", () => {
    it("is told, with what makes it again; one that not every gateway has isn't", () => {
        assert.deepEqual(
            absenceWarnings(absent, ({ kind }) => kind === "Deployment"),
            [
                "Deployment rig-dev/d isn't in the cluster, though the Helm release has it. An update makes it again.",
                "Service rig-dev/d-admin isn't in the cluster, though other objects of the gateway are. If someone has deleted it, Pulumi doesn't see that by itself: pulumi up --refresh makes it again.",
            ],
        );
    });
});
