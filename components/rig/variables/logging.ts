import { listOf } from "../valueTypes/lists";
import { flag } from "../valueTypes/numbers";
import { oneOf } from "../valueTypes/texts";
import { variablesOf } from "./variable";

/** RIG's variables of the group “Logs and metrics”. */
export const loggingVariables = variablesOf("Logs and metrics", {
    LOG_LEVEL: {
        type: oneOf(
            ["debug", "info", "warn", "error"],
            "those that RIG documents; whether it knows others depends on the image's Elixir",
        ),
        default: "warn",
        description: "The least important messages that are logged",
    },
    LOG_FMT: {
        type: oneOf(["erlang", "json", "gcl"]),
        default: "erlang",
        description: "Format of the log; gcl is Google Cloud's",
    },
    REQUEST_LOG: {
        type: listOf(oneOf(["console", "kafka"]), "a list of console and kafka"),
        default: "none",
        description: "Where proxied requests are logged",
    },
    PROMETHEUS_METRICS_ENABLED: {
        type: flag,
        default: "true",
        description: "Metrics at /metrics of the internal port; RIG's second metrics port 9568 ignores it",
    },
});
