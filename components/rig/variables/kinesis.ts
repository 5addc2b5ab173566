import { kinesisName } from "../brokerNames";
import { awsDestinations, urlDestinations } from "../destinations";
import { flag, milliseconds } from "../valueTypes/numbers";
import { imagePath, oneOf } from "../valueTypes/texts";
import { originUrl, url } from "../valueTypes/urls";
import { pattern } from "../valueTypes/valueType";
import { defaultGroup } from "./consumerGroups";
import { variablesOf, type Requirement } from "./variable";

const kinesis: Requirement = { variable: "KINESIS_ENABLED", value: "true" };

const region = pattern(/^[a-z]{2,}(-[a-z]+)+-\d+$/, "an AWS region such as eu-west-1");
const awsName = pattern(kinesisName.expression, kinesisName.words);

/** RIG's own name of the application, which is the same in every Erlang cluster. */
const applicationName = "Reactive-Interaction-Gateway";

/** RIG's variables of the group “Kinesis”. */
export const kinesisVariables = variablesOf("Kinesis", {
    KINESIS_ENABLED: {
        type: flag,
        default: "false",
        description:
            "Events from an AWS Kinesis stream; needs RIG's `aws-` image, the only one with Java, and AWS's credentials, for instance `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` in `rig:extraEnv`",
        destinations: awsDestinations,
    },
    KINESIS_STREAM: {
        type: awsName,
        default: "RIG-outbound",
        description: "The stream",
        requires: kinesis,
    },
    KINESIS_AWS_REGION: {
        type: region,
        default: "eu-west-1",
        description: "The stream's region",
        requires: kinesis,
    },
    KINESIS_APP_NAME: {
        type: awsName,
        default: defaultGroup,
        description: `Name of the Kinesis application and of its DynamoDB table, one per cluster (RIG's own: \`${applicationName}\`)`,
        requires: kinesis,
        consumerGroup: { broker: kinesis.variable, default: applicationName },
    },
    KINESIS_LOG_LEVEL: {
        type: oneOf(["OFF", "SEVERE", "WARNING", "INFO", "CONFIG", "FINE", "FINER", "FINEST", "ALL"]),
        default: "INFO",
        description: "Log level of the Kinesis client",
        requires: kinesis,
    },
    KINESIS_CLIENT_JAR: {
        type: imagePath,
        default: "the image's",
        description: "The Kinesis client in an image of one's own",
        requires: kinesis,
    },
    KINESIS_OTP_JAR: {
        type: imagePath,
        default: "Erlang's own",
        description: "OtpErlang.jar in an image of one's own",
        requires: kinesis,
    },
    KINESIS_ENDPOINT: {
        type: originUrl,
        default: "AWS's own",
        description: "Another Kinesis endpoint, for tests",
        secret: "possibly",
        destinations: urlDestinations,
    },
    KINESIS_DYNAMODB_ENDPOINT: {
        type: url,
        default: "AWS's own",
        description: "Another DynamoDB endpoint, for tests",
        secret: "possibly",
        requires: kinesis,
        destinations: urlDestinations,
    },
    PROXY_KINESIS_REQUEST_REGION: {
        type: region,
        default: "eu-west-1",
        description: "Region of the streams that APIs with the target kinesis write to",
    },
    PROXY_KINESIS_RESPONSE_TIMEOUT: {
        type: milliseconds,
        default: "5000",
        description: "How long a request that is proxied to Kinesis waits for its response",
    },
});
