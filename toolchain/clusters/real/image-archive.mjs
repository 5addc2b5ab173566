// Writes the two files that an image archive has beside its layer.tar.
// Usage: node image-archive.mjs <name> <configuration> <folder>
import { createHash } from "node:crypto";
import { createReadStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

const [name, configuration, folder] = process.argv.slice(2);
const architectures = { x64: "amd64" };
const hash = createHash("sha256");
await pipeline(createReadStream(join(folder, "layer.tar")), hash);

const write = (file, content) => writeFileSync(join(folder, file), JSON.stringify(content));
write("config.json", {
    architecture: architectures[process.arch] ?? process.arch,
    os: "linux",
    config: JSON.parse(configuration),
    rootfs: { type: "layers", diff_ids: [`sha256:${hash.digest("hex")}`] },
});
write("manifest.json", [{ Config: "config.json", RepoTags: [name], Layers: ["layer.tar"] }]);
