import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import fc from "fast-check";
import { keyNames } from "../../../stack/keys";
import { readConfiguration } from "../../../stack/read";
import { problems, raw, read, type Values } from "../configuration";

describe("a stack's configuration", () => {
    it("may be empty but for the cluster", () => {
        assert.deepEqual(read({}), {
            gateway: { namespace: "rig-dev" },
            namespace: "rig-dev",
            cluster: { context: "here", kubeconfig: undefined },
        });
    });

    it("becomes the gateway's arguments, in RIG's own text", () => {
        const { gateway, cluster } = read(
            {
                name: "edge",
                namespace: "theirs",
                createNamespace: false,
                protect: true,
                method: "manifests",
                replicas: 3,
                serviceType: "NodePort",
                nodeAddress: "203.0.113.7",
                image: { tag: "3.0.1", pullSecrets: ["registry"] },
                cookie: { existingSecret: { name: "erlang", key: "cookie" } },
                clusterDomain: "example.org",
                settings: {
                    LOG_LEVEL: "info",
                    KAFKA_BROKERS: ["k0:9092", "k1:9092"],
                    MAX_CONNECTIONS_PER_MINUTE: 100,
                    KAFKA_SSL_ENABLED: false,
                    EXTRACTORS: { event: { name: { stable_field_index: 1, event: { json_pointer: "/name" } } } },
                    JWT_SECRET_KEY: { existingSecret: { name: "jwt", key: "k" } },
                },
                extraEnv: {
                    HOST_A: "a",
                    N: 1,
                    T: { existingSecret: { name: "t", key: "k" } },
                    M: { existingConfigMap: { name: "m", key: "k" } },
                },
                resources: { limits: { cpu: 0.5, memory: "1024Mi" } },
                minReadySeconds: 0,
                deployTimeout: 900,
                kubernetes: { context: "prod-eu" },
                kubeconfig: "~/.kube/other",
            },
            { callerContext: undefined },
        );
        assert.deepEqual(gateway, {
            name: "edge",
            namespace: "theirs",
            createNamespace: false,
            protect: true,
            method: "manifests",
            replicas: 3,
            serviceType: "NodePort",
            nodeAddress: "203.0.113.7",
            image: { tag: "3.0.1", pullSecrets: ["registry"] },
            cookie: { existingSecret: { name: "erlang", key: "cookie" }, value: undefined },
            clusterDomain: "example.org",
            settings: {
                LOG_LEVEL: "info",
                KAFKA_BROKERS: "k0:9092,k1:9092",
                MAX_CONNECTIONS_PER_MINUTE: "100",
                KAFKA_SSL_ENABLED: "false",
                EXTRACTORS: '{"event":{"name":{"stable_field_index":1,"event":{"json_pointer":"/name"}}}}',
            },
            settingsFrom: { JWT_SECRET_KEY: { existingSecret: { name: "jwt", key: "k" } } },
            extraEnv: {
                HOST_A: { value: "a" },
                N: { value: "1" },
                T: { existingSecret: { name: "t", key: "k" } },
                M: { existingConfigMap: { name: "m", key: "k" } },
            },
            resources: { limits: { cpu: "500m", memory: "1Gi" } },
            minReadySeconds: 0,
            deployTimeout: 900,
        });
        assert.deepEqual(cluster, { context: "prod-eu", kubeconfig: "~/.kube/other" });
    });

    it("takes the cluster check by itself, or with its resources", () => {
        const check = (clusterCheck: unknown) => {
            const { gateway } = read({ clusterCheck });
            return [gateway.clusterCheck, gateway.clusterCheckResources];
        };
        assert.deepEqual(check(true), [true, undefined]);
        assert.deepEqual(check(false), [false, undefined]);
        const resources = { requests: { cpu: 0.05 }, limits: { memory: "128Mi" } };
        assert.deepEqual(check({ resources }), [true, { ...resources, requests: { cpu: "50m" } }]);
        assert.deepEqual(check({}), [true, undefined]);
    });

    it("makes a namespace's name of a stack's", () => {
        assert.equal(read({}, { stack: "My_Stack" }).namespace, "rig-my-stack");
        assert.match(read({}, { stack: "x".repeat(90) }).namespace, /^rig-x{59}$/);
    });

    it("takes an empty text, Pulumi.yaml's default, as a key that is left out; an empty secret is wrong", () => {
        const empty = Object.fromEntries(keyNames.map((name) => [name, ""]));
        assert.deepEqual(read(empty), read({}));
        assert.match(problems({ cookieValue: "" }, { secretKeys: ["rig:cookieValue"] }).join(), /^rig:cookieValue/);
    });

    it("takes images of any registry", () => {
        for (const repository of [
            "rig",
            "a/rig",
            "Mirror.example.com/a/rig",
            "host:5000/rig",
            "localhost/rig",
            "a/b-c__d/e",
        ]) {
            assert.deepEqual(problems({ image: { repository } }), [], repository);
        }
    });

    it("takes an empty text for a further variable", () => {
        assert.deepEqual(read({ extraEnv: { A: "" } }).gateway.extraEnv, { A: { value: "" } });
    });

    it("leaves other packages' keys alone", () => {
        assert.deepEqual(problems({ "aws:region": "eu-west-1", "pulumi:disable-default-providers": ["*"] }), []);
    });

    it("is read by the project's own name", () => {
        assert.equal(read({ "edge:replicas": 5 }, { project: "edge" }).gateway.replicas, 5);
    });

    describe("that is wrong", () => {
        it("is reported as a whole, a line per problem", () => {
            const found = problems(
                { replicas: "three", replica: 3, image: { tags: "x" }, settings: { LOG_LEVL: "info" } },
                { callerContext: undefined },
            );
            assert.deepEqual(found, [
                "rig:replica: there is no such key. Did you mean replicas? Remove it: pulumi config rm rig:replica",
                'rig:replicas: "three" is not allowed. Allowed: a whole number from 0 to 100.',
                "rig:image.tags: there is no such key. Did you mean tag? Allowed: repository, tag, digest, pullPolicy, pullSecrets.",
                "rig:settings.LOG_LEVL: RIG reads no such variable. Did you mean LOG_LEVEL? Other variables belong into extraEnv.",
                "rig:kubernetes.context: is missing: which cluster is meant? The current context is never used silently. Choose one of `kubectl config get-contexts -o name`: pulumi config set --path rig:kubernetes.context NAME",
            ]);
        });

        it("is named as one word of a shell in the command that removes it", () => {
            const [found] = problems({ "x; $(y) 'z": 1 });
            assert.match(String(found), /pulumi config rm 'rig:x; \$\(y\) '\\''z'$/);
        });

        const table: [string, Values, RegExp][] = [
            [
                "replicas",
                { replicas: -1 },
                /^rig:replicas: -1 is not allowed\. Allowed: a whole number from 0 to 100\.$/,
            ],
            [
                "autoscaling",
                { autoscaling: { min: 2, max: 4 } },
                /^rig:autoscaling: nothing says when to scale\. Set cpu/,
            ],
            ["autoscaling", { autoscaling: { min: 5, max: 4, cpu: 70 } }, /^rig:autoscaling: min is above max\./],
            [
                "autoscaling without a request",
                { autoscaling: { min: 2, max: 4, memory: 70 }, resources: { requests: { cpu: "1" } } },
                /^rig:autoscaling\.memory: it is in percent of a pod's request, and resources\.requests\.memory isn't set/,
            ],
            [
                "autoscaling that doesn't fit",
                { autoscaling: { min: 2, max: 4, cpu: 70 }, replicas: 5 },
                /^rig:replicas: 5 is not within autoscaling's 2 to 4/,
            ],
            ["replicas", { replicas: 1.5 }, /^rig:replicas: 1\.5 is not allowed/],
            ["protect", { protect: "yes" }, /^rig:protect: "yes" is not allowed\. Allowed: true or false\.$/],
            [
                "method",
                { method: "kustomize" },
                /^rig:method: "kustomize" is not allowed\. Allowed: manifests, helm\.$/,
            ],
            ["serviceType", { serviceType: "Loadbalancer" }, /Allowed: ClusterIP, NodePort, LoadBalancer\.$/],
            ["name", { name: "a".repeat(26) }, /^rig:name: .* Allowed: at most 25 characters/],
            ["name", { name: "Rig" }, /^rig:name: "Rig" is not allowed\. Allowed: lower-case letters/],
            ["namespace", { namespace: "a.b" }, /^rig:namespace: "a\.b" is not allowed/],
            ["nodeAddress", { nodeAddress: "h" }, /has no use with service type ClusterIP/],
            ["nodeAddress", { serviceType: "NodePort", nodeAddress: "http://h" }, /without scheme and port/],
            [
                "image",
                { image: { tag: 3 } },
                /^rig:image\.tag: 3 is not allowed\. Allowed: an image tag, as a text: in quotes/,
            ],
            [
                "image",
                { image: "rig:3" },
                /^rig:image: "rig:3" is not allowed\. Allowed: a map with the keys repository/,
            ],
            [
                "image",
                { image: { tag: "1", digest: `sha256:${"a".repeat(64)}` } },
                /^rig:image\.digest: a tag and a digest/,
            ],
            ["cookie", { cookie: { existingSecret: { name: "a" } } }, /^rig:cookie\.existingSecret\.key: is missing/],
            [
                "settings",
                { settings: { NODE_COOKIE: "x" } },
                /^rig:settings\.NODE_COOKIE: this variable belongs to the deployment/,
            ],
            [
                "settings",
                { settings: { CORS: "" } },
                /^rig:settings\.CORS: "" is not allowed\. Allowed: \* or an origin/,
            ],
            ["settings", { settings: { KAFKA_SOURCE_TOPICS: [] } }, /Allowed: a list with at least one item/],
            [
                "settings",
                { settings: { KAFKA_SOURCE_TOPICS: ["a,b"] } },
                /^rig:settings\.KAFKA_SOURCE_TOPICS\[0\]: "a,b" is not allowed\. Allowed: a Kafka topic of/,
            ],
            ["settings", { settings: { CORS: null } }, /^rig:settings\.CORS: null is not allowed/],
            [
                "settings",
                { settings: { PROXY_RECV_TIMEOUT: 1.5 } },
                /^rig:settings\.PROXY_RECV_TIMEOUT: "1\.5" is not allowed\. Allowed: a whole number from 1 to 4294967295 \(ms\)\.$/,
            ],
            ["settings", { settings: { KAFKA_RESTART_DELAY_MS: 5 } }, /RIG 3\.0\.0 doesn't read it/],
            [
                "settings",
                { settings: { INBOUND_PORT: 4010 } },
                /^rig:settings\.API_HTTP_PORT: "4010" is INBOUND_PORT already/,
            ],
            ["settings", { settings: { INBOUND_PORT: 80 } }, /Allowed: a whole number from 1024 to 65535/],
            ["settings", { settings: { INBOUND_PORT: 9105 } }, /in the range of the Erlang distribution/],
            [
                "extraEnv",
                { extraEnv: { RELEASE_NAME: "x" } },
                /belongs to the deployment or to the release's start script/,
            ],
            ["extraEnv", { extraEnv: { LOG_LEVEL: "x" } }, /this is a variable of RIG\. Put it into settings/],
            [
                "extraEnv",
                { extraEnv: { "1A": "x" } },
                /^rig:extraEnv\.1A: "1A" is not allowed\. Allowed: letters, digits/,
            ],
            [
                "extraEnv",
                {
                    extraEnv: {
                        A: { existingSecret: { name: "t", key: "k" }, existingConfigMap: { name: "t", key: "k" } },
                    },
                },
                /exactly one/,
            ],
            [
                "resources",
                { resources: { requests: { cpu: 2 }, limits: { cpu: "1500m" } } },
                /"2" is above the limit "1500m"/,
            ],
            [
                "resources",
                { resources: { limits: { memory: "512m" } } },
                /^rig:resources\.limits\.memory: "512m" is no whole number of bytes: m stands for thousandths\. Allowed: .* 512Mi/,
            ],
            [
                "resources",
                { resources: { requests: { memory: "0.5" } } },
                /^rig:resources\.requests\.memory: "500m" is no whole number of bytes/,
            ],
            [
                "resources",
                { resources: { limits: { memory: "191Mi" } } },
                /^rig:resources\.limits\.memory: "191Mi" is less .* Allowed: 192Mi or more/,
            ],
            [
                "resources",
                { resources: { limits: { cpu: "1024.5" } } },
                /^rig:resources\.limits\.cpu: "1024500m" is more than the Erlang VM .* Allowed: at most 1024\.$/,
            ],
            [
                "runAs",
                { runAs: { user: 0 } },
                /^rig:runAs\.user: 0 is not allowed\. Allowed: a whole number from 1 to 2147483647 \(0 is root/,
            ],
            ["runAs", { runAs: { group: -1 } }, /^rig:runAs\.group: -1 is not allowed\. Allowed: .* from 0 to/],
            [
                "runAs",
                { runAs: { user: 1000650000, assignedByPlatform: true } },
                /^rig:runAs: assignedByPlatform leaves user, group and fsGroup to the platform\. Leave out either/,
            ],
            [
                "clusterCheck",
                { clusterCheck: "yes" },
                /^rig:clusterCheck: "yes" is not .* true, false, or {resources: …}/,
            ],
            [
                "clusterCheck",
                { clusterCheck: { resource: {} } },
                /^rig:clusterCheck\.resource: there is no such key\. Did you mean resources\?/,
            ],
            [
                "clusterCheck",
                { clusterCheck: { resources: { limits: { memory: "lots" } } } },
                /^rig:clusterCheck\.resources\.limits\.memory: "lots" is not allowed\. Allowed: a quantity/,
            ],
            [
                "clusterCheck",
                { clusterCheck: { resources: { limits: { memory: "128m" } } } },
                /^rig:clusterCheck\.resources\.limits\.memory: "128m" is no whole number of bytes/,
            ],
            ["labels", { labels: { "app.kubernetes.io/name": "x" } }, /pod-template-hash are set by the deployment/],
            ["podAnnotations", { podAnnotations: { "checksum/cookie": "x" } }, /is set by the deployment/],
            [
                "serviceAnnotations",
                { serviceAnnotations: { "pulumi.com/skipAwait": "false" } },
                /only Pulumi, Helm, kubectl/,
            ],
            ["serviceAnnotations", { serviceAnnotations: { a: true } }, /serviceAnnotations\.a: true is not allowed/],
            ["deployTimeout", { deployTimeout: 60 }, /^rig:deployTimeout: 60 is not above minReadySeconds \(60\)/],
            [
                "deployTimeout",
                { deployTimeout: 60, readinessProbe: { initialDelaySeconds: 75 } },
                /^rig:deployTimeout: 60 is not above readinessProbe\.initialDelaySeconds \(75\) and minReadySeconds \(0\)/,
            ],
            [
                "readinessProbe",
                { readinessProbe: { initialDelay: 75 } },
                /^rig:readinessProbe\.initialDelay: there is no such key\. Allowed: initialDelaySeconds\./,
            ],
            [
                "readinessProbe",
                { readinessProbe: { initialDelaySeconds: -1 } },
                /^rig:readinessProbe\.initialDelaySeconds: -1 is not allowed\. Allowed: a whole number from 0 to 3600/,
            ],
            [
                "disruptionBudget",
                { disruptionBudget: { minAvailable: 1, maxUnavailable: 1 } },
                /^rig:disruptionBudget: exactly one of minAvailable and maxUnavailable is needed\./,
            ],
            ["disruptionBudget", { disruptionBudget: {} }, /^rig:disruptionBudget: exactly one of/],
            [
                "disruptionBudget",
                { disruptionBudget: { minAvailable: "half" } },
                /^rig:disruptionBudget\.minAvailable: "half" is not allowed\. Allowed: a number of pods from 0 to 100, or/,
            ],
            [
                "disruptionBudget",
                { disruptionBudget: { maxUnavailable: 1.5 } },
                /^rig:disruptionBudget\.maxUnavailable: "1\.5" is not allowed/,
            ],
            [
                "kubernetes",
                { kubernetes: { contxt: "x" } },
                /^rig:kubernetes\.contxt: there is no such key\. Did you mean context/,
            ],
            ["kubernetes", { kubernetes: { context: "there" } }, /"there" contradicts the caller, who chose "here"/],
            [
                "image",
                { image: { repository: "accenture/rig:3" } },
                /^rig:image\.repository: .* without tag and digest/,
            ],
            ["image", { image: { repository: "Accenture/rig" } }, /^rig:image\.repository: /],
            ["nodeAddress", { serviceType: "NodePort", nodeAddress: "host:8080" }, /without scheme and port/],
            ["settings", { settings: { JWT_SESSION_FIELD: 12345678901234567890 } }, /Allowed: others in quotes/],
            [
                "settings",
                { settings: { HTTPS_CERTFILE: "/c", HTTPS_KEYFILE: "/k", API_HTTPS_PORT: 4001 } },
                /"4001" is INBOUND_HTTPS_PORT already/,
            ],
            ["chart", { chart: { version: "2.1.3" } }, /^rig:chart: it has no use with method manifests/],
            ["chart", { method: "helm", chart: { version: "^2" } }, /"\^2" is not allowed\. Allowed: an exact version/],
            ["chart", { method: "helm", chart: { repository: "stable/rig" } }, /Allowed: a URL that starts with/],
            ["image", { image: [] }, /^rig:image: "a list" is not allowed\. Allowed: a map with the keys repository/],
            ["chart", { method: "helm", chart: { path: "a", name: "b" } }, /^rig:chart\.name: a path is given/],
            [
                "chart",
                { method: "helm", chart: { values: { replicaCount: 3 } } },
                /^rig:chart\.values\.replicaCount: the deployment sets this value\. Use replicas instead\.$/,
            ],
            ["chart", { method: "helm", chart: { values: { a: { b: null } } } }, /^rig:chart\.values\.a\.b: null/],
            [
                "LOG_LEVEL",
                { LOG_LEVEL: "info" },
                /^rig:LOG_LEVEL: there is no such key\. It is a variable of RIG: pulumi config set --path 'rig:settings\.LOG_LEVEL'\. Remove it: pulumi config rm rig:LOG_LEVEL$/,
            ],
            [
                "KAFKA_SASL",
                { KAFKA_SASL: "plain:me:S3CR3T" },
                /^rig:KAFKA_SASL: there is no such key\. It is a variable of RIG: pulumi config set --secret --path 'rig:secretSettings\.KAFKA_SASL'\. Remove it/,
            ],
            ["labels", { labels: [] }, /^rig:labels: \[\] is not allowed\. Allowed: a map from/],
            ["labels", { labels: { "pod-template-hash": "x" } }, /are set by the deployment/],
            [
                "podAnnotations",
                { podAnnotations: { a: true } },
                /^rig:podAnnotations\.a: true is not allowed\. Allowed: a text/,
            ],
            ["resources", { resources: { requests: { "example.com/gpu": 1 } } }, /"1" can't be shared/],
            ["kubeconfig", { kubeconfig: "./kubeconfig" }, /^rig:kubeconfig: .* Allowed: an absolute path/],
            [
                "kubernetes:context",
                { "kubernetes:context": "x" },
                /^kubernetes:context: the default provider isn't used/,
            ],
        ];
        for (const [key, values, expected] of table) {
            it(`${key}: ${JSON.stringify(values)}`, () => {
                const found = problems(values);
                assert.ok(
                    found.some((line) => expected.test(line)),
                    found.join("\n"),
                );
            });
        }
    });

    describe("with secrets", () => {
        const cookie = "MyOwnCookieWithMoreThan32Characters";

        it("takes them where they belong", () => {
            const { gateway } = read(
                {
                    cookieValue: cookie,
                    secretSettings: { JWT_SECRET_KEY: "s3cr3t" },
                    kubeconfig: "apiVersion: v1\nkind: Config\n",
                },
                { secretKeys: ["rig:cookieValue", "rig:secretSettings", "rig:kubeconfig"] },
            );
            assert.deepEqual(gateway.cookie, { value: cookie });
            assert.deepEqual(gateway.secretSettings, { JWT_SECRET_KEY: "s3cr3t" });
        });

        it("refuses them in plain text, with the command that puts it right", () => {
            const found = problems({
                cookieValue: cookie,
                secretSettings: { JWT_SECRET_KEY: "s3cr3t" },
                kubeconfig: "apiVersion: v1\nusers: [s3cr3t]\n",
                settings: { KAFKA_SASL: "plain:me:s3cr3t" },
            });
            assert.equal(found.length, 4);
            for (const expected of [
                /^rig:cookieValue: .* pulumi config set --secret rig:cookieValue$/,
                /^rig:secretSettings: .* pulumi config set --secret --path 'rig:secretSettings\.NAME'$/,
                /^rig:kubeconfig: .* pulumi config set --secret rig:kubeconfig$/,
                /^rig:settings\.KAFKA_SASL: .* pulumi config set --secret --path 'rig:secretSettings\.KAFKA_SASL'; pulumi config rm --path 'rig:settings\.KAFKA_SASL'$/,
            ]) {
                assert.ok(
                    found.some((line) => expected.test(line)),
                    found.join("\n"),
                );
            }
            assert.ok(!/s3cr3t|MyOwn/.test(found.join()));
        });

        it("refuses them where they would be published", () => {
            const found = problems(
                { settings: { LOG_LEVEL: "s3cr3t" }, extraEnv: { A: "s3cr3t" }, nodeAddress: "s3cr3t" },
                { secretKeys: ["rig:settings", "rig:extraEnv", "rig:nodeAddress"] },
            );
            assert.equal(found.length, 3);
            assert.ok(found.every((line) => line.includes("the value of this key can be read in the cluster")));
            assert.ok(!found.join().includes("s3cr3t"));
        });

        it("never shows one that is wrong", () => {
            for (const values of [
                { cookieValue: "s3cr3t" },
                { secretSettings: "s3cr3t" },
                { secretSettings: { JWT_SECRET_KEY: "" } },
                { secretSettings: { NODE_COOKIE: "s3cr3t" } },
                { secretSettings: { JWT_SECRET_KEY: ["s3cr3t,"] } },
                { secretSettings: { INBOUND_PORT: "s3cr3t" } },
            ]) {
                const found = problems(values, { secretKeys: ["rig:cookieValue", "rig:secretSettings"] });
                assert.ok(found.length > 0, JSON.stringify(values));
                assert.ok(!found.join().includes("s3cr3t"), found.join());
            }
        });

        it("refuses a variable that is set in two places, and two cookies", () => {
            const found = problems(
                {
                    settings: { LOG_LEVEL: "info" },
                    secretSettings: { LOG_LEVEL: "debug" },
                    cookieValue: cookie,
                    cookie: { existingSecret: { name: "a", key: "b" } },
                },
                { secretKeys: ["rig:cookieValue", "rig:secretSettings"] },
            );
            assert.deepEqual(found, [
                "rig:secretSettings.LOG_LEVEL: the variable is in settings, too. Leave it in one of the two.",
                "rig:cookieValue: a cookie and an existing Secret are given. Leave one of them out.",
            ]);
        });
    });

    it("may be nested as deeply as anyone likes, and is refused then", () => {
        const deep = `{"LOG_LEVEL":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
        assert.match(problems({ settings: deep }).join(), /^rig:settings: /);
    });

    it("of any content yields arguments or the one error, never a secret in it", () => {
        const marker = "S3CR3TS3CR3T";
        const value = fc.oneof(
            fc.json(),
            fc.string(),
            fc.constantFrom(
                "true",
                "3",
                "{}",
                "[]",
                "null",
                `"${marker}"`,
                `{"a":"${marker}"}`,
                `{"JWT_SECRET_KEY":"${marker}"}`,
            ),
            fc
                .dictionary(
                    fc.constantFrom("LOG_LEVEL", "cpu", "tag", "enabled", "name", "key", "existingSecret"),
                    fc.jsonValue(),
                )
                .map((each) => JSON.stringify(each)),
        );
        const key = fc.oneof(fc.constantFrom(...keyNames), fc.string());
        const secret = ["rig:cookieValue", "rig:secretSettings", "rig:kubeconfig", "rig:settings"];
        fc.assert(
            fc.property(fc.dictionary(key, value, { maxKeys: 6 }), fc.boolean(), (values, marked) => {
                const plain = Object.entries(values).filter(([name, text]) =>
                    marked && secret.includes(`rig:${name}`) ? true : !text.includes(marker),
                );
                const configuration = Object.fromEntries(
                    plain.map(([name, text]): [string, string] => [`rig:${name}`, text]),
                );
                try {
                    readConfiguration({ ...raw({}), values: configuration, secretKeys: marked ? secret : [] });
                } catch (error) {
                    assert.ok(RunError.isInstance(error), `${String(error)} for ${JSON.stringify(configuration)}`);
                    assert.ok(!error.message.includes(marker), error.message);
                }
            }),
            { numRuns: 3000 },
        );
    });
});
