import assert from "node:assert/strict";
import { deployedBrokerGroups } from "../../../deployed/consumerGroups";
import type { ClusterReader, FoundObject, Lookup } from "../../../kubernetes/reader";
import { instanceLabel, objectNames } from "../../../components/model/names";
import { findAdoptedObjects } from "../../../adoption";

const names = { project: "rig", stack: "dev" };
const own = { "app.kubernetes.io/instance": instanceLabel({ ...names, name: "rig" }) };
const kafka = { name: "KAFKA_BROKERS", value: "kafka:9092" };
const group = "KAFKATOFILTER_KAFKA_GROUP_ID";
const response = "PROXY_KAFKA_RESPONSE_KAFKA_GROUP_ID";
const defaults = { [group]: "rig-kafka-to-filter", [response]: "rig-proxy-response" };

function deployment(labels: Record<string, string>, env: object[], envFrom?: object[]): FoundObject {
    return { labels, data: {}, spec: { template: { spec: { containers: [{ env, envFrom }] } } } };
}

async function groups(found: Lookup, isAdopted = false): Promise<unknown> {
    const reader: ClusterReader = {
        minorVersion: 36,
        find: ({ kind }) => Promise.resolve(kind === "Deployment" ? found : "absent"),
        findAll: () => Promise.resolve([]),
    };
    const adopted = isAdopted ? await findAdoptedObjects(reader, "n", objectNames("rig")) : undefined;
    return deployedBrokerGroups(reader, { ...names, namespace: "n", gateway: {} }, adopted?.objects.deployment.found);
}

describe("the groups at message brokers that the pods are in", () => {
    it("are those in the Deployment of the gateway, and of nobody else's", async () => {
        const env = [kafka, { name: group, value: "mine" }, { name: response, valueFrom: { secretKeyRef: {} } }];
        assert.deepEqual(await groups(deployment(own, env)), { [group]: "mine" });
        assert.deepEqual(await groups(deployment(own, [])), {});
        assert.equal(await groups(deployment({}, env)), undefined);
        assert.equal(await groups("absent"), undefined);
        assert.equal(await groups("forbidden"), undefined);
    });

    it("are RIG's defaults where what is adopted sets none", async () => {
        assert.deepEqual(await groups(deployment({}, [kafka]), true), defaults);
        assert.deepEqual(await groups(deployment({}, [kafka, { name: group, value: "mine" }]), true), {
            ...defaults,
            [group]: "mine",
        });
    });

    it("are none at brokers that are off", async () => {
        const off = [{ name: "KINESIS_ENABLED", value: "False" }, { name: "NATS_SERVERS" }];
        assert.deepEqual(await groups(deployment({}, off), true), {});
    });

    it("aren't guessed where further variables come from elsewhere", async () => {
        const from = [{ configMapRef: { name: "more" } }];
        assert.deepEqual(await groups(deployment({}, [kafka], from), true), {});
        assert.deepEqual(await groups(deployment({}, [kafka, { name: group, value: "mine" }], from), true), {
            [group]: "mine",
        });
    });
});
