import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A worked example: for whom it is, and what to know beside its stack file. */
interface Example {
    /** Name of its stack file, without `.yaml`. */
    readonly name: string;
    readonly title: string;
    /** File in `examples` with what it was before. */
    readonly former?: string;
    /** Who needs it. */
    readonly user: string;
    /** What else to do, or to know. */
    readonly notes: readonly string[];
    /** What of it RIG 3.0.0 was seen to do. Its cases stand in parentheses. */
    readonly observed: string;
    /** Its variables and keys of documents that no case has which runs and answers no request with 500. */
    readonly unseen: readonly string[];
}

const makeSecret = (name: string, key: string, content: string) =>
    `Make the Secret first, from a file with ${content} and no end of line: \`kubectl create secret generic ${name} -n rig-prod --from-file=${key}=FILE\`.`;

const makeJwtSecret = makeSecret("jwt", "key", "the shared key, of at least 32 bytes for HS256 (RFC 7518)");

const brokersByName =
    "A policy knows addresses only, so the port of a broker that is named opens to everywhere; [network-policies.md](network-policies.md) narrows it, and opens other ports that brokers announce.";

const cloudEvents =
    "A request to an endpoint whose target is no HTTP service has a CloudEvent as its body; RIG answers 400 to any other.";

const wasRun = "The example's documents were run on RIG 3.0.0 as they are handed over.";

/** The worked examples, in the order of the page. */
export const examples: readonly Example[] = [
    {
        name: "sse-jwt",
        title: "Events for browsers, with JWT",
        user: "A web application shows each customer the events of their own orders.",
        notes: [
            makeJwtSecret,
            "Browsers open `/_rig/v1/connection/sse` with a token and subscribe to `com.example.order`. RIG takes the customer from the token's `sub`, so nobody subscribes to another's events.",
            "Backends send CloudEvents to `/_rig/v1/events`. RIG 3.0.0 can't ask for a token there (`SUBMISSION_CHECK`), so let events come in by a broker, or limit who reaches the public port: `networkPolicy.publicFrom`.",
        ],
        observed: `Observed: extractors with a token (\`e-jwt-ok\`), and keys (\`j-hs256\`). ${wasRun}`,
        unseen: [],
    },
    {
        name: "rest-proxy",
        title: "A proxy for two APIs",
        user: "A platform team puts two REST services behind one address, one of them partly with a token.",
        notes: [
            makeJwtSecret,
            "`path_regex` is compared with the whole path, in any case of letters and without the query. `\\\\1` in YAML's double quotes is RIG's `\\1`.",
            "An endpoint without `secured: true` is open, also where `auth_type` is jwt.",
            "A backend that answers later by HTTP (`response_from: http_async`) posts to port 4010: name it in `networkPolicy.adminFrom`.",
        ],
        observed: `Observed: expressions and anchors (\`p-anchor-double\`, \`p-anchor-secured\`), tokens (\`p-secured-jwt\`), https to the backend (\`p-url-https\`). ${wasRun}`,
        unseen: [],
    },
    {
        name: "kafka-sasl-tls",
        title: "Events from Kafka, with SASL and TLS",
        user: "A team has its events in a Kafka that asks for a password and uses certificates of its own.",
        notes: [
            makeSecret("kafka", "sasl", "`plain:USER:PASSWORD`"),
            "RIG knows the mechanism PLAIN only. Without a client certificate both files are `none`.",
            brokersByName,
            "A broker that is given by an address inside of the cluster is reached only where the network plugin compares pods with `ipBlock`. Cilium doesn't: give its name, or select its pods in `networkPolicy.egressTo`.",
        ],
        observed:
            "Observed without brokers: RIG starts and waits (`k-ssl-none`, `k-brokers-down`). No case has brokers that answer.",
        unseen: ["KAFKA_SASL", "KAFKA_SOURCE_TOPICS"],
    },
    {
        name: "kafka-avro",
        title: "Requests to Kafka in Avro, with a registry behind TLS",
        user: "A team turns requests into Avro messages, with schemas from a registry.",
        notes: [
            cloudEvents,
            "Each endpoint with the target kafka names its `schema`; without it, RIG's Kafka client ends at each request.",
            "The registry is `http://` or `https://`, or a host with a port. With a user in the URL, it goes into a Secret: `rig:secretSettings`.",
            "RIG wants `proxy` in each definition, also where nothing is forwarded by HTTP.",
            brokersByName,
        ],
        observed: `Observed: the forms of the registry (\`k-reg-http\`, \`k-reg-path\`). No case has brokers or a registry that answer. ${wasRun}`,
        unseen: ["KAFKA_SERIALIZER", "endpoints.schema"],
    },
    {
        name: "azure-event-hubs",
        title: "Azure Event Hubs",
        user: "A team on Azure has its events in Event Hubs, which speaks Kafka's protocol.",
        notes: [
            makeSecret("event-hubs", "sasl", "`plain:$ConnectionString:Endpoint=…`"),
            "The ConfigMap has the public certificate authority that signs Azure's certificates.",
            brokersByName,
        ],
        observed: "Observed without brokers: RIG starts and waits (`k-ssl-none`). No case has brokers that answer.",
        unseen: ["KAFKA_SASL", "KAFKA_SOURCE_TOPICS"],
    },
    {
        name: "kinesis",
        title: "Events from Kinesis on AWS",
        user: "A team on AWS has its events in a Kinesis stream.",
        notes: [
            "Only the `aws-` image has Java. Kinesis' client is a Java process beside RIG in the same container, with a quarter of the memory limit as its heap, and about as much for itself, while RIG at rest takes 190Mi: `up` warns below a limit of 1Gi.",
            "A pod's files can't be written to, `/tmp` neither. Java does without its statistics there (`hsperfdata`); Kinesis' client 1.9 unpacks nothing.",
            "The policy opens port 443 to everywhere. Credentials of the node or of a service account need their own destinations in `networkPolicy.egressTo` (169.254.169.254, port 80, for a node's).",
        ],
        observed: "Not observed: no case has Kinesis in an image with Java.",
        unseen: ["KINESIS_AWS_REGION", "KINESIS_ENABLED", "KINESIS_STREAM"],
    },
    {
        name: "nats",
        title: "NATS",
        user: "A team has its events at NATS, and lets services answer requests there.",
        notes: [
            cloudEvents,
            "A subject has no empty parts. The target `nats` takes its response from `nats`, or answers 202 at once.",
        ],
        observed: `Observed with a stand-in server: a request and its answer (\`t-ok\`). ${wasRun}`,
        unseen: [],
    },
    {
        name: "mesh",
        title: "Behind a service mesh",
        user: "A platform team runs all workloads with Istio's sidecars.",
        notes: [
            "The sidecar needs its control plane, which no policy of the gateway opens: the rule is in the example. Linkerd's is `linkerd`, with the ports 8080, 8086 and 8090.",
            "The init container with which a mesh redirects a pod's traffic needs `NET_ADMIN`, which the level `restricted` refuses: use the mesh's CNI plugin, or a namespace of your own, with `rig:createNamespace: false`: `kubectl create namespace rig-mesh` and `kubectl label namespace rig-mesh pod-security.kubernetes.io/enforce=privileged`, since `baseline` refuses `NET_ADMIN`, too. The label of a namespace that the stack makes stays: name another one with `rig:namespace`.",
            "`make check` and the command `members` ask RIG's container, wherever it stands. Leave `rig:clusterCheck` off here and use `make check`: the Job's pod has the annotations of the gateway's, so it gets a sidecar, for which its policy opens no control plane.",
        ],
        observed: "Not observed: no case has a mesh. RIG's own variables are the defaults.",
        unseen: [],
    },
    {
        name: "migration",
        title: "From RIG 2",
        user: "A team brings its RIG 2, with `PROXY_KAFKA_REQUEST_TOPIC: orders` and a file of API definitions.",
        former: "rig-2.json",
        notes: [
            "Paste the old file and variables: each removed one gets a message with what replaces it. [settings.md](settings.md) has the tables. `path` becomes `path_regex`, and the topic stands at its endpoint.",
            cloudEvents,
            makeJwtSecret,
            "A gateway gets a Kafka group of its own unless you name one. `KAFKATOFILTER_KAFKA_GROUP_ID` names that of RIG 2, whose default is `rig-kafka-to-filter`, so that events go on where RIG 2 stopped. Stop RIG 2 first: two clusters in one group share the events.",
        ],
        observed: `Observed: tokens (\`p-secured-jwt\`) and expressions (\`p-base\`). No case has brokers that answer. ${wasRun}`,
        unseen: ["KAFKATOFILTER_KAFKA_GROUP_ID"],
    },
];

const read = (...path: string[]) => readFileSync(join(__dirname, "..", "examples", ...path), "utf8");

/** The stack file of an example. */
export function stackFile(name: string): string {
    return read("stacks", `${name}.yaml`);
}

const list = (names: readonly string[]) =>
    names
        .map((name) => `\`${name}\``)
        .join(", ")
        .replace(/, ([^,]*)$/, " or $1");

function section({ name, title, user, former, notes, observed, unseen }: Example): string {
    const before = former === undefined ? "" : `\`\`\`json\n${read(former).trimEnd()}\n\`\`\`\n\n`;
    const gap = unseen.length === 0 ? "" : ` No case that runs has ${list(unseen)}.`;
    return `## ${title}

${user}${before === "" ? " " : "\n\n" + before}The stack file is [examples/stacks/${name}.yaml](../examples/stacks/${name}.yaml):

\`\`\`yaml
${stackFile(name).trimEnd()}
\`\`\`

${[...notes, `${observed}${gap}`].map((note) => `- ${note}`).join("\n")}`;
}

/** The page with the worked examples. */
export function examplesPage(): string {
    return `# Worked examples

<!-- Written by npm run docs from docs/examples.ts and examples/stacks. -->

Each is a whole stack file: copy it to \`Pulumi.<stack>.yaml\`, add \`rig:kubernetes\`, and change names and hosts. The tests read, preview and render each of them. What RIG 3.0.0 itself did with such variables is in [tests/fixtures/rig-3.0.0](../tests/fixtures/rig-3.0.0/README.md); the names in parentheses are the cases there.

${examples.map(section).join("\n\n")}
`;
}
