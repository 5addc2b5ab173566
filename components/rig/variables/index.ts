import { authorizationVariables } from "./authorization";
import { documentVariables } from "./documents";
import { httpVariables } from "./http";
import { httpsVariables } from "./https";
import { kafkaVariables } from "./kafka";
import { kinesisVariables } from "./kinesis";
import { loggingVariables } from "./logging";
import { natsVariables } from "./nats";
import { tracingVariables } from "./tracing";
import type { Variables } from "./variable";

/** The variables that a user may set. Source: the configuration code of RIG 3.0.0. */
export const variables: Variables = {
    ...httpVariables,
    ...httpsVariables,
    ...documentVariables,
    ...authorizationVariables,
    ...kafkaVariables,
    ...natsVariables,
    ...kinesisVariables,
    ...loggingVariables,
    ...tracingVariables,
};
