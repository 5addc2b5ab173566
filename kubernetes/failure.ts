import { isRecord } from "../components/validation/record";

/**
 * The first line of what went wrong. A WebSocket's failure is an event with a message; a proxy on the way to the API
 * server may answer with a whole page.
 */
export function errorText(failure: unknown): string {
    const text = isRecord(failure) && typeof failure.message === "string" ? failure.message : String(failure);
    return text.split("\n")[0]?.slice(0, 200) || "no reason given";
}

/** The status code with which the API server has refused a request; undefined when it didn't answer. */
export function refusalCode(failure: unknown): number | undefined {
    return isRecord(failure) && typeof failure.code === "number" ? failure.code : undefined;
}

/** Why a request has failed: the API server's refusal by its code, whose message may quote the object, or else the error. */
export function refusalText(failure: unknown): string {
    const code = refusalCode(failure);
    return code === undefined ? errorText(failure) : `the API server answers ${code}`;
}
