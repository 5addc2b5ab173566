import { isRecord } from "../components/validation/record";

/** One line of what went wrong; a WebSocket's failure is an event with a message. */
export function errorText(failure: unknown): string {
    const text = isRecord(failure) && typeof failure.message === "string" ? failure.message : String(failure);
    return text.split("\n")[0]?.slice(0, 200) || "no reason given";
}
