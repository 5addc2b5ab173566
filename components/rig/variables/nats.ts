import { natsSource } from "../brokerNames";
import { hostDestinations } from "../destinations";
import { hostsAndPorts } from "../valueTypes/hosts";
import { listOf } from "../valueTypes/lists";
import { milliseconds } from "../valueTypes/numbers";
import { pattern } from "../valueTypes/valueType";
import { defaultGroup, groupName } from "./consumerGroups";
import { variablesOf, type Requirement } from "./variable";

const nats: Requirement = { variable: "NATS_SERVERS" };

const subject = pattern(natsSource.expression, `a NATS subject: ${natsSource.words}`);
const subjects = listOf(subject, "a list of NATS subjects");

/** RIG's own queue group, which is the same in every Erlang cluster. */
const filterGroup = "rig-nats-to-filter";

/** RIG's variables of the group “NATS”. */
export const natsVariables = variablesOf("NATS", {
    NATS_SERVERS: {
        type: hostsAndPorts,
        default: "none: no NATS",
        description: "Turns NATS on",
        destinations: hostDestinations,
    },
    NATS_SOURCE_TOPICS: {
        type: subjects,
        default: "rig",
        description: "Subjects whose messages become events",
        requires: nats,
    },
    NATSTOFILTER_QUEUE_GROUP: {
        type: groupName,
        default: defaultGroup,
        description: `Queue group for the source subjects, one per cluster (RIG's own: \`${filterGroup}\`)`,
        requires: nats,
        consumerGroup: { broker: nats.variable, default: filterGroup },
    },
    PROXY_NATS_RESPONSE_TIMEOUT: {
        type: milliseconds,
        default: "60000",
        description: "How long a proxied request waits for its response",
        requires: nats,
    },
});
