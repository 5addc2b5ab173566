import { itAccepts, itRefuses, type Refused } from "./table";

describe("a number", () => {
    itAccepts({
        "numbers lose a plus sign and zeros before them, and have no limit that RIG doesn't have": [
            ["INBOUND_PORT", "+5000", "5000"],
            ["INBOUND_PORT", "05000", "5000"],
            ["API_HTTP_PORT", "0000000000000000005000", "5000"],
            ["MAX_CONNECTIONS_PER_MINUTE", 2147483648, "2147483648"],
            ["PROXY_RECV_TIMEOUT", 4294967295, "4294967295"],
        ],
    });
    itRefuses({
        "numbers that are none to RIG": [
            ...["5_000", " 5000", "5000.0", "0x1388", "++5000", "-5000", "5e3", "+"].map((number): Refused => [
                "INBOUND_PORT",
                number,
                /Allowed: a whole number from 1024 to 65535/,
            ]),
            ["JAEGER_PORT", "abc", /Allowed: a whole number/, { settings: { JAEGER_HOST: "jaeger" } }],
        ],
    });
});
