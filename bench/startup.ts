import { execFileSync } from "node:child_process";
import { join } from "node:path";

// `npm run bench`: what each preview and each deployment spend on loading the program, beyond Pulumi's own part.

const processes = 9;

/** How long a new process computes to load this, in milliseconds. */
function measure(modules: readonly string[]): number {
    const load = modules.map((name) => `require(${JSON.stringify(name)});`).join("");
    const script = `${load} const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)`;
    const options = { encoding: "utf8", cwd: join(__dirname, "..") } as const;
    return Number(execFileSync(process.execPath, ["-e", script], options));
}

const sorted = (modules: readonly string[]) =>
    [...Array(processes).keys()].map(() => measure(modules)).sort((a, b) => a - b);

const pulumi = ["@pulumi/pulumi"];
const program = [...pulumi, "ts-node/register/transpile-only", "./index.ts"];
const [sdk = NaN, all = NaN] = [pulumi, program].map((modules) => sorted(modules)[(processes - 1) / 2]);
console.log(
    `Loading the program: ${(all - sdk).toFixed(0)} ms of CPU time beyond the ${sdk.toFixed(0)} ms of Pulumi's SDK, ` +
        `median of ${processes} new processes`,
);
