// Reads the manifest.json of a docker archive from stdin, and prints the name of each image in it on a line. Exit code: 1
// when stdin is no such file.
import { text } from "node:stream/consumers";

try {
    const images = JSON.parse(await text(process.stdin));
    if (images.length === 0 || images.some(({ Layers }) => !Array.isArray(Layers))) throw new Error("no image");
    for (const { RepoTags } of images) console.log(RepoTags?.[0] ?? "one without a name");
} catch {
    process.exitCode = 1;
}
