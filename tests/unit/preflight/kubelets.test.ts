import assert from "node:assert/strict";
import { addressFamilyFindings } from "../../../preflight/addressFamilies";
import { kubeletFindings } from "../../../preflight/kubelets";
import type { ClusterReader, Lookup } from "../../../kubernetes/reader";

function cluster(
    found: Record<string, Lookup>,
    kubelets: string[] | "forbidden" = [],
    minorVersion = 36,
): ClusterReader {
    return {
        minorVersion,
        find: ({ kind, name }) => Promise.resolve(found[`${kind}/${name}`] ?? "absent"),
        findAll: ({ kind }, _, limit) => {
            assert.equal(kind, "Node");
            assert.ok(limit !== undefined);
            return Promise.resolve(
                kubelets === "forbidden"
                    ? kubelets
                    : kubelets.map((kubeletVersion, index) => ({
                          name: `node-${index + 1}`,
                          labels: {},
                          data: {},
                          status: { nodeInfo: { kubeletVersion } },
                      })),
            );
        },
    };
}

const texts = (problems: readonly { message: string }[]) => problems.map(({ message }) => message);

describe("kubelets that are older than the API server may be", () => {
    const warnings = async (kubelets: string[] | "forbidden") => {
        const { problems, warnings } = await kubeletFindings(cluster({}, kubelets));
        assert.deepEqual(problems, []);
        return texts(warnings);
    };

    it("are named, since they don't wait before they end a pod", async () => {
        assert.deepEqual(await warnings(["v1.29.14-eks-1", "v1.30.0", "v1.36.3"]), [
            "the kubelet of node-1 is older than 1.30 and doesn't wait before it ends a pod, so requests are lost whenever a pod ends there. Upgrade it, or keep the pods away with affinity.",
        ]);
        const [many] = await warnings(Array<string>(5).fill("v1.28.1"));
        assert.match(String(many), /^the kubelet of node-1, node-2, node-3 and 2 more is older/);
    });

    it("aren't looked for where nodes may not be read, and what is no kubelet is none", async () => {
        assert.deepEqual(await warnings("forbidden"), []);
        assert.deepEqual(await warnings(["v1.30.0+k3s1", "kwok-v0.8.0", "", "v2.0.0"]), []);
    });
});

describe("a cluster whose first address family is IPv6", () => {
    const service = (clusterIP: string) => ({ "Service/kubernetes": { labels: {}, data: {}, spec: { clusterIP } } });
    const ranges = (...cidrs: string[]) => ({ "ServiceCIDR/kubernetes": { labels: {}, data: {}, spec: { cidrs } } });
    const six = service("fd00::1");
    const findings = (found: Record<string, Lookup>, replicas?: number, minorVersion = 36) =>
        addressFamilyFindings(cluster(found, [], minorVersion), { gateway: { ...(replicas && { replicas }) } });

    it("is refused when it has no IPv4 at all", async () => {
        const { problems } = await findings({ ...six, ...ranges("fd00::/108") }, 1);
        assert.deepEqual(problems, [
            {
                path: ["Service default/kubernetes"],
                message:
                    "the cluster gives its Services IPv6 addresses only, and RIG's nodes find each other by IPv4 addresses only. Choose a cluster with IPv4.",
            },
        ]);
    });

    it("is warned of when it has IPv4, too, or that can't be seen", async () => {
        const both = { ...six, ...ranges("fd00::/108", "10.0.0.0/16") };
        const unseen = [findings(six), findings({ ...six, "ServiceCIDR/kubernetes": "forbidden" })];
        const old = findings({ ...six, ...ranges("fd00::/108") }, 2, 32);
        for (const found of await Promise.all([findings(both), ...unseen, old])) {
            assert.deepEqual(found.problems, []);
            assert.match(
                String(texts(found.warnings)[0]),
                /^the cluster's first address family is IPv6\. .* no node finds another/,
            );
        }
        assert.deepEqual(await findings(both, 1), { problems: [], warnings: [] });
    });

    it("is none when that of the API server's Service is IPv4, or can't be seen", async () => {
        const none = { problems: [], warnings: [] };
        assert.deepEqual(await findings({ ...service("10.0.0.1"), ...ranges("10.0.0.0/16", "fd00::/108") }), none);
        assert.deepEqual(await findings({}), none);
        assert.deepEqual(await findings({ "Service/kubernetes": "forbidden" }), none);
    });
});
