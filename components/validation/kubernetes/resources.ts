import * as v from "valibot";
import { canonicalQuantity, isQuantity } from "./quantity";
import { map, object, refusal, text } from "../primitives";

const quantityRefusal = refusal("a quantity such as 250m, 0.5, 256Mi or 1Gi");

const quantity = v.pipe(
    v.union([v.string(), v.number()], quantityRefusal),
    v.transform(String),
    v.check(isQuantity, quantityRefusal),
    v.transform(canonicalQuantity),
);

/** Kubernetes' own resources have no domain in their names; any other word without one is refused by the API server. */
const resourceName = text(
    /^(cpu|memory|ephemeral-storage|hugepages-[0-9]+[KMG]i|[a-z0-9][-a-z0-9.]*\/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)$/,
    "cpu, memory, ephemeral-storage, hugepages-2Mi and the like, or a name with a domain, such as example.com/gpu",
);

const quantities = v.pipe(
    map(resourceName, quantity, "resource names (cpu, memory) to quantities"),
    v.check(({ cpu = "1" }) => !/[nu]$/.test(cpu), "cpu can't be finer than 1m."),
);

/** ResourceRequirements: requests and limits. */
export const resources = object({ requests: v.optional(quantities), limits: v.optional(quantities) });
