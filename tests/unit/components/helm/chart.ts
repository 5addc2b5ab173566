import { isRecord } from "../../../../components/validation/record";
import { at } from "../../at";

const ports = ["proxy-http", "proxy-https", "internal-http", "internal-https"].map((name, index) => ({
    name,
    port: [4000, 4001, 4010, 4011][index],
    targetPort: name,
}));

/**
 * The objects that a chart with the structure of RIG's own renders, as the chart in tests/fixtures/charts does. Of the
 * values it knows those that matter in unit tests.
 */
export function renderedChart(values: unknown): Record<string, unknown>[] {
    const name = String(at(values, "fullnameOverride"));
    const labels = { "app.kubernetes.io/name": "reactive-interaction-gateway", "app.kubernetes.io/instance": "rig" };
    const metadata = { labels: { ...labels, "app.kubernetes.io/managed-by": "Helm", "helm.sh/chart": "rig-2.1.3" } };
    const given = at(values, "deployment", "env");
    const presets = { API_HTTP_PORT: "4010", DISCOVERY_TYPE: "dns", INBOUND_PORT: "4000", NODE_COOKIE: "magiccookie" };
    const env = Object.entries({ ...presets, ...(isRecord(given) ? given : {}), PROMETHEUS_ENABLED: "true" });
    const notice = at(values, "notice");
    return [
        ...(notice === undefined
            ? []
            : [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "n" }, data: { notice } }]),
        {
            apiVersion: "v1",
            kind: "Service",
            metadata: { name, ...metadata },
            spec: { type: at(values, "service", "type"), selector: labels, ports },
        },
        {
            apiVersion: "v1",
            kind: "Service",
            metadata: { name: `${name}-headless`, ...metadata },
            spec: { clusterIP: "None", selector: labels, ports },
        },
        {
            apiVersion: "apps/v1",
            kind: "Deployment",
            metadata: { name, ...metadata },
            spec: {
                replicas: at(values, "replicaCount"),
                revisionHistoryLimit: 5,
                selector: { matchLabels: labels },
                template: {
                    metadata: { labels: { ...labels, theirs: "kept" }, annotations: { theirs: "kept" } },
                    spec: {
                        securityContext: { runAsUser: 1000, supplementalGroups: [7] },
                        containers: [
                            { name: "sidecar", image: "theirs", env: [{ name: "NODE_COOKIE", value: "theirs" }] },
                            {
                                name: "reactive-interaction-gateway",
                                image: "accenture/reactive-interaction-gateway:3.0.0",
                                env: [
                                    ...env.map(([variable, value]) => ({ name: variable, value })),
                                    { name: "DNS_NAME", value: `${name}-headless.rig-dev.svc.cluster.local` },
                                    { name: "NODE_HOST", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
                                    { name: "THEIRS", value: "kept" },
                                ],
                                ports: ports.map((port) => ({ name: port.name, containerPort: port.port })),
                                livenessProbe: { initialDelaySeconds: 20, httpGet: { path: "/health" } },
                                volumeMounts: [{ name: "theirs", mountPath: "/theirs" }],
                            },
                        ],
                        volumes: [{ name: "theirs", emptyDir: {} }],
                    },
                },
            },
        },
    ];
}
