import { shown } from "../../validation/problem";
import type { ConfiguredVariables } from "../configuredVariables";

/** An API as a message names it: by its id, unless the document is secret. */
export function apiName(id: string, variables: ConfiguredVariables): string {
    return variables.path("PROXY_CONFIG_FILE")[0] === "secretSettings" ? "an API" : `API ${shown(id)}`;
}
