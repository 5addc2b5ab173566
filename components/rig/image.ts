/** RIG's own image; `3.0.0` is its last release. */
export const defaultImage = { repository: "accenture/reactive-interaction-gateway", tag: "3.0.0" } as const;
