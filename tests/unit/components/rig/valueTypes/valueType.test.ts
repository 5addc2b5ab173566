import { itAccepts, itRefuses, kafkaTls } from "./table";

describe("an empty text", () => {
    itAccepts({
        "the empty text is what RIG's documentation means by it": [
            ["KAFKA_SSL_CA_CERTFILE", "", "", { settings: kafkaTls }],
            ["KAFKA_SSL_CA_CERTFILE", "none", "", { settings: kafkaTls }],
            ["SUBSCRIPTION_CHECK", "", "no_check"],
            ["SUBMISSION_CHECK", "", "no_check"],
        ],
    });
    itRefuses({
        "an empty text that means nothing to RIG": [
            ["CORS", "", /Allowed: \* or an origin/],
            ["HTTPS_CERTFILE", "", /Allowed: certificate chain/, { secretSettings: { HTTPS_KEYFILE: "/k" } }],
            ["REQUEST_LOG", "", /Allowed: console, kafka/],
            ["REQUEST_LOG", "console,", /Allowed: console, kafka/],
        ],
    });
});
