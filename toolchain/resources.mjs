// Prints a line "STACK COUNT PROTECTED" for each stack that has something deployed, from Pulumi's state files: how many
// objects there are, and how many of them are protected. Usage: node resources.mjs <state folder> [stack]
//
// Read as files, and not by the CLI, so that it costs nothing and works without the tools.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const [stateFolder, onlyStack] = process.argv.slice(2);
const stacksFolder = join(stateFolder, ".pulumi", "stacks");
// The id of the state is there after a first deployment that was refused, too; what has such an id is counted itself.
const idType = "random:index/randomId:RandomId";
const stackFile = /^(?<stack>.+)\.json(?<gzip>\.gz)?$/;

function deployed(file, gzip) {
    const content = readFileSync(file);
    const { checkpoint } = JSON.parse(gzip ? gunzipSync(content) : content);
    const latest = checkpoint.latest ?? {};
    const resources = (latest.resources ?? []).filter(
        ({ custom, type }) => custom && !type.startsWith("pulumi:providers:") && type !== idType,
    );
    return {
        // A pending operation may have made its object.
        count: resources.length + (latest.pending_operations ?? []).filter(({ type }) => type === "creating").length,
        protectedCount: resources.filter((resource) => resource.protect).length,
    };
}

for (const project of existsSync(stacksFolder) ? readdirSync(stacksFolder) : []) {
    for (const name of readdirSync(join(stacksFolder, project))) {
        const { stack, gzip } = stackFile.exec(name)?.groups ?? {};
        if (stack === undefined || (onlyStack !== undefined && stack !== onlyStack)) continue;
        const { count, protectedCount } = deployed(join(stacksFolder, project, name), gzip);
        if (count > 0) console.log(`${stack} ${count} ${protectedCount}`);
    }
}
