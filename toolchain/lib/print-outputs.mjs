// Prints a stack's outputs for the user, from the output of "pulumi stack output --json" on stdin. Unlike the CLI's own
// table, it prints each entry of an object on a line and without JSON's quotes, so that the user can paste commands.
import { readFileSync } from "node:fs";

function print(outputs, indent) {
    const width = Math.max(...Object.keys(outputs).map((name) => name.length));
    for (const [name, value] of Object.entries(outputs)) {
        if (value !== null && typeof value === "object" && !Array.isArray(value)) {
            console.log(`${indent}${name}`);
            print(value, `${indent}    `);
        } else {
            console.log(`${indent}${name.padEnd(width)}  ${typeof value === "string" ? value : JSON.stringify(value)}`);
        }
    }
}

console.log("Outputs:");
print(JSON.parse(readFileSync(0, "utf8")), "    ");
