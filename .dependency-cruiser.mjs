// The rooms of docs/architecture.md, and what each may import. Run by `npm run lint`.

/** For each room, the rooms that it may import. Whatever isn't listed is refused. */
const rooms = {
    "components/args": [],
    "components/validation": [],
    "components/formation": [],
    "components/rig": ["components/args", "components/validation"],
    "components/model": ["components/args", "components/validation", "components/rig"],
    "components/arguments": ["components/args", "components/validation", "components/rig", "components/model"],
    "components/objects": [
        "components/args",
        "components/validation",
        "components/rig",
        "components/model",
        "components/formation",
    ],
    "components/helm": [
        "components/args",
        "components/validation",
        "components/rig",
        "components/model",
        "components/objects",
    ],
    kubernetes: ["components"],
    stack: ["components", "kubernetes"],
    deployed: ["components", "kubernetes"],
    drift: ["components", "kubernetes", "deployed"],
    adoption: ["components", "kubernetes", "stack", "deployed"],
    preflight: ["components", "kubernetes", "stack", "deployed", "adoption"],
    cluster: ["components", "kubernetes", "stack", "deployed", "adoption", "drift", "preflight"],
    formation: ["components", "kubernetes"],
    rendering: ["components", "stack"],
};

const within = (room) => `^${room}/`;

export default {
    forbidden: [
        { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
        ...Object.entries(rooms).map(([room, allowed]) => ({
            name: `${room}-imports`,
            severity: "error",
            from: { path: within(room) },
            to: { pathNot: [within(room), ...allowed.map(within), "node_modules/", "^node:", "^[a-z_/]+$"] },
        })),
        {
            name: "package-imports",
            comment: "The package is self-contained: it doesn't know the program.",
            severity: "error",
            from: { path: within("components") },
            to: { pathNot: [within("components"), "node_modules/", "^[a-z_/]+$"] },
        },
    ],
    options: {
        doNotFollow: { path: "node_modules" },
        tsPreCompilationDeps: true,
        tsConfig: { fileName: "tsconfig.json" },
    },
};
