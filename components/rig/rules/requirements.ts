import type { Problem } from "../../validation/problem";
import type { Catalogue } from "../catalogue";
import type { ConfiguredVariables } from "../configuredVariables";
import type { Requirement } from "../variables/variable";

/** Variables that RIG ignores because something that they require is missing. */
export function requirementProblems(variables: ConfiguredVariables, refused: readonly string[]): Problem[] {
    const { catalogue } = variables;
    const accepted = catalogue.names.filter((name) => variables.has(name) && !refused.includes(name));
    return accepted.flatMap((name) => {
        const requirement = catalogue.variable(name)?.requires;
        return requirement === undefined || isMet(requirement, variables)
            ? []
            : [
                  {
                      path: variables.path(name),
                      message: `it has no use ${unmet(requirement, catalogue)}. Leave it out, or set that.`,
                  },
              ];
    });
}

/** Whether the requirement is met, as far as that is known. */
function isMet({ variable: name, value }: Requirement, variables: ConfiguredVariables): boolean {
    const text = variables.text(name);
    return variables.has(name) && (value === undefined ? text !== "" : (text?.split(",").includes(value) ?? true));
}

function unmet({ variable: name, value }: Requirement, { variable }: Catalogue): string {
    if (value === undefined) {
        return `without ${name}`;
    }
    return `unless ${name} ${variable(name)?.type.form === "list" ? "has" : "is"} ${value}`;
}
