import assert from "node:assert/strict";
import { diagnose, type PodAnswers } from "../../../formation/diagnosis";
import { formationOf } from "../../../formation/formation";
import { podViews } from "./views";

const dnsName = "rig-headless.rig.svc.cluster.local";

/** Evidence by which nothing is wrong. */
const innocent: PodAnswers = {
    nodeHost: "status.podIP",
    cookie: "one",
    dns: { kind: "addresses", addresses: ["10.0.0.1", "10.0.0.2"] },
    rejectedNodes: [],
    closedPorts: { "10.0.0.1": [], "10.0.0.2": [] },
};

/** Two nodes that aren't connected. */
const apart = formationOf({
    wanted: 2,
    pods: podViews(2, { a: { members: [] }, b: { members: [] } }),
    terminating: [],
});

/** The causes that are found for them. */
function causes(a: Partial<PodAnswers>, b: Partial<PodAnswers> = {}) {
    return diagnose(apart, { dnsName, pods: { a: { ...innocent, ...a }, b: { ...innocent, ...b } } });
}

describe("the likely cause", () => {
    const cases: Record<string, [ReturnType<typeof causes>, string, RegExp]> = {
        "of a name other than the address": [
            causes({ nodeHost: "spec.nodeName" }),
            "host",
            /a is named by spec\.nodeName.*status\.podIP/,
        ],
        "of a name that isn't set": [causes({ nodeHost: undefined }), "host", /named by nothing/],
        "of a refusal during a rollout": [
            causes({ rejectedNodes: ["rig@10.0.0.2"], cookie: "one" }, { cookie: "two" }),
            "cookie",
            /a has refused b: they have different cookies.*rollout/,
        ],
        "of a refusal without one": [
            causes({ rejectedNodes: ["rig@10.0.0.2"] }),
            "cookie",
            /a has refused b.*was the Secret changed by hand/,
        ],
        "of silence from DNS": [causes({ dns: { kind: "no answer" } }), "DNS", /a gets no answer.*networkPolicy\.dns/],
        "of a name that DNS doesn't know": [
            causes({ dns: { kind: "no such name" } }),
            "DNS",
            /no name rig-headless\.rig\.svc\.cluster\.local.*clusterDomain/,
        ],
        "of a Service that doesn't list the pod": [
            causes({ dns: { kind: "addresses", addresses: ["10.0.0.1"] } }),
            "DNS",
            /a gets no address of b .*headless Service/,
        ],
        "of ports that can't be reached": [
            causes({ closedPorts: { "10.0.0.2": [4369, 9100] } }),
            "policy",
            /a can't reach port 4369 and 9100 of b/,
        ],
        "of nothing that can be seen": [causes({}), "unknown", /every 5 s/],
        "of a pod that can't be asked": [
            causes({
                dns: { kind: "unreadable", reason: "exec isn't possible: forbidden" },
                closedPorts: { "10.0.0.2": undefined },
            }),
            "unknown",
            /exec isn't possible: forbidden/,
        ],
    };

    for (const [what, [found, subject, text]] of Object.entries(cases)) {
        it(what, () => {
            assert.equal(found.length, 1, JSON.stringify(found));
            assert.equal(found[0]?.subject, subject);
            assert.match(found[0].text, text);
        });
    }

    it("of a refusal that nobody sees, since the log can't be read", () => {
        const found = causes({ rejectedNodes: { unreadable: "HTTP status 403" } });
        assert.deepEqual(
            found.map(({ subject }) => subject),
            ["unknown"],
        );
        assert.match(String(found[0]?.text), /^the log of a can't be read, .* refused: HTTP status 403$/);
    });

    it("of a pod in which RIG's container isn't known", () => {
        const pods = { a: { unreadable: "none of its containers is called rig." }, b: innocent };
        assert.deepEqual(diagnose(apart, { dnsName, pods }), [
            { subject: "unknown", text: "a couldn't be asked: none of its containers is called rig." },
        ]);
    });

    it("of pods that aren't there", () => {
        const formation = formationOf({ wanted: 3, pods: podViews(2), terminating: [] });
        const [cause, ...more] = diagnose(formation, { dnsName, pods: {} });
        assert.equal(cause?.subject, "pods");
        assert.match(cause.text, /^1 of the wanted pods/);
        assert.deepEqual(more, []);
    });

    it("is told for each pod that has one", () => {
        const found = causes({ dns: { kind: "no answer" } }, { dns: { kind: "no answer" } });
        assert.equal(found.length, 2);
    });
});
