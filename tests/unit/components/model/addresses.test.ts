import assert from "node:assert/strict";
import { endpointUrl, serviceDnsName } from "../../../../components/model/addresses";

describe("addresses", () => {
    it("are full names and URLs without trailing slash", () => {
        assert.equal(serviceDnsName("s", "n", "example.org"), "s.n.svc.example.org");
        assert.equal(endpointUrl("http", "h", 4000), "http://h:4000");
        assert.equal(endpointUrl("https", "fd00::1", 4000), "https://[fd00::1]:4000");
    });
});
