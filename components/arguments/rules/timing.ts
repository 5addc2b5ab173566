import type { GatewayArgs } from "../../args";
import { minReadySeconds, readinessDelay } from "../../model/readiness";
import type { Problem } from "../../validation/problem";

/** Refuses a `deployTimeout` within which no pod can become ready. */
export function timingProblems(args: Partial<GatewayArgs>): Problem[] {
    const { deployTimeout } = args;
    const [delay, ready] = [readinessDelay(args), minReadySeconds(args)];
    const needed =
        delay === 0
            ? `minReadySeconds (${ready})`
            : `readinessProbe.initialDelaySeconds (${delay}) and minReadySeconds (${ready})`;
    return deployTimeout !== undefined && deployTimeout <= delay + ready
        ? [
              {
                  path: ["deployTimeout"],
                  message: `${deployTimeout} is not above ${needed}, so that no deployment could end in time. Allowed: more than that.`,
              },
          ]
        : [];
}
