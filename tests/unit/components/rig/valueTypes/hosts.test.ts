import { itAccepts, itRefuses } from "./table";

describe("a host", () => {
    itAccepts({
        "hosts with ports lose spaces, which RIG takes no notice of": [
            ["KAFKA_BROKERS", "k0: 9092 , k1 :09093", "k0:9092,k1:9093"],
            ["NATS_SERVERS", ["nats: 4222"], "nats:4222"],
        ],
    });
    itRefuses({
        "a host name with a port": [["HOST", "rig.example.com:4000", /Allowed: a host name or an IPv4 address/]],
    });
});
