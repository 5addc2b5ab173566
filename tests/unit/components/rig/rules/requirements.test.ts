import { itFinds } from "./table";

describe("a variable that requires another one", () => {
    itFinds({
        "is refused without that": [
            [{ NATS_SOURCE_TOPICS: ["a"] }, {}, /without NATS_SERVERS/],
            [{ JAEGER_PORT: 1 }, {}, /without JAEGER_HOST/],
            [{ ZIPKIN_SERVICE_NAME: "a" }, {}, /without ZIPKIN_ADDR/],
            [{ KINESIS_STREAM: "a" }, {}, /unless KINESIS_ENABLED is true/],
            [{ INBOUND_HTTPS_PORT: 8443 }, {}, /without HTTPS_CERTFILE/],
        ],
    });
});
