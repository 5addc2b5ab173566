import { isIP } from "node:net";
import { IPv4, IPv6, isValidCIDR, parseCIDR } from "ipaddr.js";
import * as v from "valibot";
import { nonEmptyText, refusal } from "../primitives";

/** A range of addresses, as a NetworkPolicy takes it. */
export const cidr = v.pipe(
    nonEmptyText(),
    v.check(isCidr, refusal("a range such as 10.0.0.0/8 or fd00::/8, with no bits set after the prefix")),
);

function parsed(value: string): [IPv4 | IPv6, number] | undefined {
    const [address = "", prefix = ""] = value.split("/");
    // ipaddr.js also parses octal parts, leading zeros and zones, which the API server refuses.
    const isStrict = isIP(address) !== 0 && !address.includes("%") && /^(0|[1-9]\d*)$/.test(prefix);
    return isStrict && isValidCIDR(value) ? parseCIDR(value) : undefined;
}

/** Whether the API server takes the range: since 1.36 none with bits after the prefix, and none of mapped IPv4. */
function isCidr(value: string): boolean {
    const range = parsed(value);
    if (range === undefined) {
        return false;
    }
    const [address] = range;
    const network = (address instanceof IPv6 ? IPv6 : IPv4).networkAddressFromCIDR(value);
    const isMapped = address instanceof IPv6 && address.isIPv4MappedAddress();
    return !isMapped && network.toNormalizedString() === address.toNormalizedString();
}

/** Whether the first range is a part of the second one, and smaller. */
export function isStrictlyWithin(inner: string, outer: string): boolean {
    const [small, large] = [parsed(inner), parsed(outer)];
    return (
        small !== undefined &&
        large !== undefined &&
        small[0].kind() === large[0].kind() &&
        small[1] > large[1] &&
        small[0].match(...large)
    );
}
