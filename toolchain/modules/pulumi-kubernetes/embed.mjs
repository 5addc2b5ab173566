// Makes the files that main.go embeds. Usage: node embed.mjs <folder of the provider's Go module> <release>
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [moduleFolder, release] = process.argv.slice(2);
const read = (name) => JSON.parse(readFileSync(join(moduleFolder, "cmd", "pulumi-resource-kubernetes", name), "utf8"));

// The module carries a placeholder where releases have their number, and Pulumi compares it with the package's.
writeFileSync("schema-embed.json", JSON.stringify({ ...read("schema.json"), version: release }));
writeFileSync("terraform-mapping-embed.json", JSON.stringify(read("terraform-mapping.json")));
