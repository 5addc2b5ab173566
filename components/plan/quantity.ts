const decimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const quantityPattern = /^(\d+(?:\.\d*)?|\.\d+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/;

const nano = 10n ** 9n;

/** A quantity in billionths, exact. `undefined` when the text is not a Kubernetes quantity, or too fine for one. */
function parse(text: string): { nanos: bigint; binary: boolean } | undefined {
    const match = quantityPattern.exec(text);
    if (!match?.[1]) {
        return undefined;
    }
    const [whole = "", fraction = ""] = match[1].split(".");
    const suffix = match[2] ?? "";
    const binary = suffix.endsWith("i");
    const digits = BigInt(whole + fraction) * nano;
    let scaled: bigint;
    if (binary) {
        scaled = digits * 1024n ** BigInt(binarySuffixes.indexOf(suffix));
    } else {
        scaled = (digits * 1000n ** BigInt(decimalSuffixes.indexOf(suffix))) / 1000n ** 3n;
    }
    const nanos = scaled / 10n ** BigInt(fraction.length);
    return { nanos, binary };
}

/** Whether the text is a quantity as Kubernetes writes them: `250m`, `0.5`, `256Mi`. */
export function isQuantity(text: string): boolean {
    return parse(text) !== undefined;
}

/** Compares two quantities: negative when `a` is the smaller, zero when they are equal. Both must be quantities. */
export function compareQuantities(a: string, b: string): number {
    const difference = (parse(a)?.nanos ?? 0n) - (parse(b)?.nanos ?? 0n);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The smallest whole number that is not below the quantity: `250m` gives 1, `2` gives 2. */
export function roundUp(quantity: string): number {
    const nanos = parse(quantity)?.nanos ?? 0n;
    return Number((nanos + nano - 1n) / nano);
}

/**
 * The quantity in Kubernetes' canonical form (`0.25` → `250m`, `1.5Gi` → `1536Mi`). The API server turns some others into
 * it, and what it changes shows as a difference on every refresh.
 */
export function canonicalQuantity(text: string): string {
    const parsed = parse(text);
    if (!parsed) {
        return text;
    }
    if (parsed.nanos === 0n) {
        return "0";
    }
    if (parsed.binary && parsed.nanos % nano === 0n) {
        let value = parsed.nanos / nano;
        let step = 0;
        while (value % 1024n === 0n && step < binarySuffixes.length - 1) {
            value /= 1024n;
            step++;
        }
        return `${value}${binarySuffixes[step]}`;
    }
    let value = parsed.nanos;
    let step = 0;
    while (value % 1000n === 0n && step < decimalSuffixes.length - 1) {
        value /= 1000n;
        step++;
    }
    return `${value}${decimalSuffixes[step]}`;
}
