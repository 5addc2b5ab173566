import { readFileSync } from "node:fs";
import { join } from "node:path";

const read = (name: string) => readFileSync(join(__dirname, name), "utf8");

/** Shell function `lookup NAME`, for what runs in a pod; see there. */
export const lookupFunction = read("lookup.sh");

/** What the Job of the cluster check runs, by bash; its arguments are described there. */
export const checkScript = `${lookupFunction}\n${read("check.sh")}`;
