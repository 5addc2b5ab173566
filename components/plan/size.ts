/** Two pods: one may go without interrupting the service. */
export const defaultReplicas = 2;

/** Room for the idle RIG (180 to 190 MiB), its files in memory, and connections. */
export const defaultResources = { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "512Mi" } };
