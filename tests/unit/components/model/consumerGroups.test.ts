import assert from "node:assert/strict";
import { groupsNamedByInstance, uniqueGroup, sharedGroupsWarning } from "../../../../components/model/consumerGroups";
import { configuredVariables } from "../../../../components/rig/configuredVariables";

const variables = configuredVariables({ settings: { NATS_SERVERS: "nats:4222" } });
const name = "NATSTOFILTER_QUEUE_GROUP";

describe("groups at message brokers", () => {
    it("are warned of where another gateway may be in them", () => {
        const shared = sharedGroupsWarning(variables, {
            instance: "rig-dev-1",
            ...groupsNamedByInstance(variables, "rig-dev-1"),
        });
        assert.match(String(shared), /\(NATSTOFILTER_QUEUE_GROUP: rig-nats-to-filter\.rig-dev-1\).* name other groups/);
        assert.match(String(sharedGroupsWarning(variables, { instance: "i", [name]: "mine" })), /GROUP: mine/);
    });

    it("aren't where they are the gateway's own, are named in the settings, or aren't used", () => {
        assert.equal(sharedGroupsWarning(variables, { instance: "i" }), undefined);
        const own = { instance: "i", [name]: uniqueGroup(name, "i", "0123456789") };
        assert.equal(sharedGroupsWarning(variables, own), undefined);
        const named = configuredVariables({ settings: { NATS_SERVERS: "nats:4222", [name]: "mine" } });
        assert.equal(sharedGroupsWarning(named, { instance: "i", [name]: "theirs" }), undefined);
        assert.equal(sharedGroupsWarning(configuredVariables({}), { instance: "i", [name]: "theirs" }), undefined);
    });
});
