import assert from "node:assert/strict";
import { clusterPorts, httpPorts, portNames } from "../../../../components/rig/ports";

describe("ports", () => {
    it("have names that Kubernetes takes", () => {
        for (const name of [...Object.values(portNames), ...clusterPorts.map((port) => port.name)]) {
            assert.match(name, /^(?=.{1,15}$)[a-z0-9](-?[a-z0-9])*$/);
        }
    });

    it("of the HTTP endpoints are RIG's, unless its variables say otherwise", () => {
        const texts: Record<string, string> = { INBOUND_PORT: "8080", API_HTTPS_PORT: "8443" };
        assert.deepEqual(
            httpPorts(() => undefined, false),
            { public: 4000, admin: 4010 },
        );
        assert.deepEqual(
            httpPorts((name) => texts[name], false),
            { public: 8080, admin: 4010 },
        );
        assert.deepEqual(
            httpPorts((name) => texts[name], true),
            { public: 8080, admin: 4010, publicTls: 4001, adminTls: 8443 },
        );
    });
});
