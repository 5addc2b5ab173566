import { row, table } from "./markdown";

/** What happens to somebody who uses the program, and how it ends. A test of the same title makes it happen. */
interface Fault {
    readonly title: string;
    /** File in `tests/engine/reliability`, without `.test.ts`. */
    readonly test: string;
    /** What the user sees; texts in quotation marks are parts of messages, which the test looks for. */
    readonly sees: string;
    readonly serving: string;
    readonly next: string;
    /** What is to be done before the commands. */
    readonly first?: string;
    /** What puts things right, one after the other. The test runs them. */
    readonly commands: readonly string[];
}

const emptyAttributes =
    "With a backend in a folder, if a command says `failed to load checkpoint: EOF`: remove `.pulumi/stacks/rig/STACK.json.attrs` from that folder";

/** The faults, in the order of the page. */
export const faults = {
    killedUp: {
        title: "`pulumi` is killed during the first `up`",
        test: "killedUp",
        sees: "Nothing more; the next run names the lock that was left, or what was under way (pending operations)",
        serving: "There is nothing yet; each pod that is there already has all that its spec names",
        next: "Makes what is missing, and takes over what the killed run has made",
        first: emptyAttributes,
        commands: ["pulumi cancel", "pulumi up"],
    },
    killedChange: {
        title: "`pulumi` is killed while settings change",
        test: "killedChange",
        sees: "The same",
        serving:
            "All: as many pods as configured are ready all along, the old ones with their settings, policies and cookie",
        next: "Finishes the change, and removes what the killed run has made and no state knows",
        first: emptyAttributes,
        commands: ["pulumi cancel", "pulumi up"],
    },
    killedDestroy: {
        title: "`pulumi` is killed during `destroy`",
        test: "killedUp",
        sees: "The same",
        serving: "What isn't deleted yet. The Deployment goes first, then what its pods need",
        next: "Would make the gateway anew; another `destroy` deletes the rest",
        first: emptyAttributes,
        commands: ["pulumi cancel", "pulumi destroy"],
    },
    apiServer: {
        title: "The API server goes away during an `up`, and comes back",
        test: "controlPlane",
        sees: "An `up` that waits for pods goes on by itself. One that makes something fails, and one that begins says “can't be reached”",
        serving: "All: RIG's pods don't need the API server",
        next: "Finishes the change",
        commands: ["pulumi up"],
    },
    etcd: {
        title: "etcd is set back to a copy of yesterday",
        test: "controlPlane",
        sees: "“The state and the cluster differ”, and which object shows it",
        serving: "The pods of yesterday, with all that they need",
        next: "Without `--refresh`: is refused where it would remove what the pods of yesterday use. With it: rolls them to what is configured",
        commands: ["pulumi up --refresh"],
    },
    terminating: {
        title: "The namespace is stuck in deletion",
        test: "objects",
        sees: "“it is being deleted, and waits:”, and for which finalizers",
        serving: "Nothing: Kubernetes has deleted the pods",
        next: "Is refused, with nothing half made, until the namespace is gone. Then makes everything anew, with the same cookie",
        first: "Take the finalizers away that the message names, and wait until the namespace is gone",
        commands: ["pulumi up --refresh"],
    },
    deleted: {
        title: "An object is deleted behind Pulumi's back",
        test: "objects",
        sees: "Of the Deployment or a Service: a warning of a preview, or the refusal to update it. Of other objects: nothing; with `--refresh` the object is shown as one to be made",
        serving: "All but what the object did, a policy's way for instance",
        next: "Without `--refresh`: nothing; with method `helm`, makes the Deployment or Service again. With it: makes the object again. No pod restarts, unless it was the settings' ConfigMap or Secret, which comes back under another name",
        commands: ["pulumi up --refresh"],
    },
    edited: {
        title: "An object is edited behind Pulumi's back",
        test: "objects",
        sees: "In the Deployment, the Services and the disruption budget: a warning of a preview. In other objects, a policy for instance: nothing, and with `--refresh` the difference",
        serving: "All, as far as the edited object lets it",
        next: "Without `--refresh`: nothing. With it: puts the object back; no pod restarts",
        commands: ["pulumi up --refresh"],
    },
    relabelled: {
        title: "An object gets another owner's label behind Pulumi's back",
        test: "objects",
        sees: "“this stack has deployed it as someone-else”",
        serving: "All",
        next: "Is refused, before anything is changed, until the label is what it was",
        first: "Put the label `app.kubernetes.io/instance` back",
        commands: ["pulumi up"],
    },
    admission: {
        title: "An admission policy refuses one object",
        test: "refused",
        sees: "“ValidatingAdmissionPolicy”, with the policy's name and message",
        serving: "All: the old pods go on",
        next: "Finishes the change once the policy admits it",
        first: "Have the policy admit the object",
        commands: ["pulumi up"],
    },
    quota: {
        title: "A quota has no room for the new settings beside the old ones",
        test: "refused",
        sees: "“exceeded quota”, with the quota's name and numbers",
        serving: "All: the old pods go on",
        next: "Finishes the change once there is room. Settings and policies are made anew beside the old ones: a quota needs room for one more of each",
        first: "Make room in the quota",
        commands: ["pulumi up"],
    },
    twoUps: {
        title: "Two `up` at once with one backend, from one clone or from two",
        test: "locks",
        sees: "The second one: “the stack is currently locked by”, and by whom",
        serving: "All: the first one goes on",
        next: "Runs once the first has ended",
        first: "Wait for the first",
        commands: ["pulumi up"],
    },
    lockLeft: {
        title: "A killed run has left the backend's lock",
        test: "locks",
        sees: "“the stack is currently locked by”, and by whom",
        serving: "All",
        next: "Is refused until the lock is taken away; then finishes the change",
        first: "Make sure that the process is gone",
        commands: ["pulumi cancel", "pulumi up"],
    },
    fullDisk: {
        title: "The disk under the state is full",
        test: "state",
        sees: "“failed to save snapshot”, and in the next run “failed to load checkpoint”: a backend in a folder has written a part of the state over it",
        serving: "All",
        next: "Finishes the change, and removes what no state knows",
        first: "Make room. In the backend's folder, copy the newest of `.pulumi/stacks/rig/STACK.json.bak` and `.pulumi/backups/rig/STACK/*.json` that can be read to `.pulumi/stacks/rig/STACK.json`",
        commands: ["pulumi cancel", "pulumi up --refresh"],
    },
    credentials: {
        title: "The kubeconfig's credentials have expired",
        test: "credentials",
        sees: "“refuses the credentials of the kubeconfig. Nothing was changed. Log in anew.”",
        serving: "All",
        next: "Changes nothing until there are new credentials",
        first: "Log in anew",
        commands: ["pulumi up"],
    },
    oldState: {
        title: "The state is restored from last week's export",
        test: "state",
        sees: "“The state and the cluster differ”, when the configuration is as old as the state; otherwise nothing",
        serving: "All, with all that the pods need",
        next: "With another configuration than the state's: goes on from what is there. With the same one: is refused where it would remove what the pods use",
        commands: ["pulumi up --refresh"],
    },
} as const satisfies Record<string, Fault>;

/** Parts of messages that the page quotes. */
export function messages({ sees }: Pick<Fault, "sees">): string[] {
    return [...sees.matchAll(/“([^”]+)”/g)].map(([, text = ""]) => text);
}

const all: readonly Fault[] = Object.values(faults);

/** The page with what becomes of a gateway when something else fails. */
export function reliabilityPage(): string {
    const rows = all.map(({ title, test, sees, serving, next, first, commands }) =>
        row(
            `[${title}](../tests/engine/reliability/${test}.test.ts)`,
            sees,
            serving,
            next,
            [...(first === undefined ? [] : [first]), ...commands.map((command) => `\`${command}\``)].join(", then "),
        ),
    );
    const head = ["Fault", "What the user sees", "What goes on serving", "What the next `up` does", "To put it right"];
    return `# When something fails

<!-- Written by npm run docs from docs/reliability.ts. -->

Each row is a fault that a test causes, on the real Pulumi engine and a real API server: \`make test\` runs them all. Texts in quotation marks in the second column are parts of messages, for which the test looks. The commands in the last column are those that the test runs. Afterwards a preview and a refresh have to show nothing.

${table(head, rows)}

Wherever it matters, another gateway and somebody's ConfigMap are in the same namespace, and nothing of them may change. The pods are simulated, so no traffic is sent. What goes on serving is read from the API server's history: at each change of any object in between, each pod and the Deployment have every ConfigMap, Secret and ServiceAccount that their specs name, a policy opens each pod's public port, as many pods as configured are ready, and the public Service has endpoints.

\`pulumi\` is killed at 20 moments each, spread at random over a first \`up\`, a change of settings and a \`destroy\`: Pulumi alone in one half of the cases, with all its plugins in the other. The test prints the seed of its random numbers; \`SEED=…\` repeats them.
`;
}
