// Prints a line "STACK COUNT PROTECTED" for each stack that has something deployed: the number of its resources, and how
// many of them are protected. Usage: node deployed-resources.mjs <state folder> [stack]
//
// It reads Pulumi's state files itself, which takes less time than the CLI, and works before the tools are built.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const [stateFolder, onlyStack] = process.argv.slice(2);
const stacksFolder = join(stateFolder, ".pulumi", "stacks");
// These ids don't count: the state has its own id after a refused first deployment, too, and the resources that use an id
// count themselves.
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
        // A pending operation may have created its object.
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
