import { itFinds, jwt } from "./table";

describe("RIG's variables in several maps", () => {
    itFinds({
        "are set once": [
            [{ CORS: "*" }, { CORS: "*" }, /^rig:secretSettings\.CORS: the variable is in settings, too/],
            [
                { JWT_SECRET_KEY: { existingSecret: { name: "a", key: "b" } } },
                jwt,
                /^rig:settings\.JWT_SECRET_KEY: the variable is in secretSettings, too/,
            ],
        ],
    });
});
