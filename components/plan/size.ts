/** Two pods: one may go without interrupting the service. */
export const defaultReplicas = 2;

/** Room for the idle RIG (180 to 190 MiB), its files in memory, and connections. */
export const defaultResources = { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "512Mi" } };

/**
 * The least memory limit with which RIG starts: the peak of a RIG 3.0.0 that served nobody, observed on Erlang/OTP 25. It
 * came to rest at 180 to 185 MiB.
 */
export const leastMemoryLimit = "192Mi";

/** The most schedulers with which the Erlang VM starts (`+S`); each CPU of the limit gets one. */
export const largestCpuLimit = "1024";
