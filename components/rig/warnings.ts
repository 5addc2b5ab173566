import type { GatewayArgs } from "../args";
import { pathText, type Problem } from "../validation/problem";
import { configuredVariables, type ConfiguredVariables } from "./configuredVariables";
import { milliseconds } from "./valueTypes/numbers";
import { defaultAlgorithm } from "./variables/authorization";

/** The fewest bytes that a shared key may have by RFC 7518, section 3.2: as many as the algorithm's hash. */
const hashBytes = new Map([
    ["HS256", 32],
    ["HS384", 48],
    ["HS512", 64],
]);

/** In fewer milliseconds hardly any backend answers: the user probably means seconds. */
const shortestTimeout = 100;

/** Warnings about values that RIG accepts, but that are unsafe or don't work. No warning contains a value that may be a secret. */
export function settingsWarnings(args: GatewayArgs): string[] {
    const variables = configuredVariables(args);
    return [
        ...shortKeys(variables).map(({ path, message }) => `${pathText(path)}: ${message}`),
        ...timeoutWarnings(variables),
    ];
}

function timeoutWarnings(variables: ConfiguredVariables): string[] {
    const { catalogue } = variables;
    return catalogue.names
        .filter(
            (name) => catalogue.variable(name)?.type === milliseconds && Number(variables.text(name)) < shortestTimeout,
        )
        .map(
            (name) =>
                `${pathText(variables.path(name))}: ${variables.text(name) ?? ""} ms is less than a backend needs, and a request that isn't answered in time fails. If seconds are meant, set it to milliseconds.`,
        );
}

/** Problems of a shared key that has fewer bytes than its hash, as far as the key is known. */
export function shortKeys(variables: ConfiguredVariables): Problem[] {
    const name = "JWT_SECRET_KEY";
    const key = variables.text(name);
    const algorithm = variables.has("JWT_ALG") ? variables.text("JWT_ALG") : defaultAlgorithm;
    const fewest = hashBytes.get(algorithm ?? "");
    return key !== undefined && fewest !== undefined && Buffer.byteLength(key) < fewest
        ? [
              {
                  path: variables.path(name),
                  message: `the key (not shown) has less than ${fewest} bytes, the fewest for ${algorithm ?? ""} (RFC 7518, section 3.2). Whoever has a token may find such a key by trying, and sign tokens with it. Set a random one of at least ${fewest} bytes.`,
              },
          ]
        : [];
}
