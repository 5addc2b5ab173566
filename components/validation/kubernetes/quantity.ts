const decimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const quantityPattern = /^(\d+(?:\.\d*)?|\.\d+)(?:(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)|[eE]([+-]?\d{1,2}))?$/;

const nano = 10n ** 9n;

/** A quantity in billionths; what is finer is rounded up, as Kubernetes does. `undefined` when the text is none. */
function parse(text: string): { nanos: bigint; binary: boolean } | undefined {
    const match = quantityPattern.exec(text);
    if (!match?.[1]) {
        return undefined;
    }
    const [, number, suffix = "", exponent = "0"] = match;
    const [whole = "", fraction = ""] = number.split(".");
    const binary = suffix.endsWith("i");
    const multiplier = binary ? nano * 1024n ** BigInt(binarySuffixes.indexOf(suffix)) : 1000n ** decimalStep(suffix);
    const power = Number(exponent) - fraction.length;
    const digits = BigInt(whole + fraction) * multiplier;
    const nanos = power < 0 ? divideUp(digits, 10n ** BigInt(-power)) : digits * 10n ** BigInt(power);
    return { nanos, binary };
}

/** How many thousands the suffix is above a billionth. */
function decimalStep(suffix: string): bigint {
    return BigInt(decimalSuffixes.indexOf(suffix));
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
    return (dividend + divisor - 1n) / divisor;
}

/** Whether the text is a quantity as Kubernetes takes them: `250m`, `0.5`, `256Mi`, `129e6`. */
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
    return Number(divideUp(parse(quantity)?.nanos ?? 0n, nano));
}

/** Whether it is a whole number: `1.5Gi` is, `512m` isn't. */
export function isWholeQuantity(quantity: string): boolean {
    return (parse(quantity)?.nanos ?? 0n) % nano === 0n;
}

/**
 * The quantity in Kubernetes' canonical form (`0.25` → `250m`, `1.5Gi` → `1536Mi`). The API server turns some others into
 * it, and what it changes shows as a difference on every refresh.
 */
export function canonicalQuantity(text: string): string {
    const parsed = parse(text);
    return parsed ? format(parsed) : text;
}

/** The sum of quantities, in canonical form. */
export function sumOfQuantities(quantities: readonly string[]): string {
    const parsed = quantities.flatMap((quantity) => parse(quantity) ?? []);
    const nanos = parsed.reduce((sum, each) => sum + each.nanos, 0n);
    return format({ nanos, binary: parsed.some(({ binary }) => binary) });
}

/** Whether a limit is more than so many times the request. */
export function isAboveRatio(limit: string, request: string, ratio: string): boolean {
    const [nanos, requested, times] = [limit, request, ratio].map((each) => parse(each)?.nanos ?? 0n);
    return (nanos ?? 0n) * nano > (requested ?? 0n) * (times ?? 0n);
}

function format({ nanos, binary }: { nanos: bigint; binary: boolean }): string {
    if (nanos === 0n) {
        return "0";
    }
    if (binary && nanos % nano === 0n) {
        let value = nanos / nano;
        let step = 0;
        while (value % 1024n === 0n && step < binarySuffixes.length - 1) {
            value /= 1024n;
            step++;
        }
        return `${value}${binarySuffixes[step]}`;
    }
    let value = nanos;
    let step = 0;
    while (value % 1000n === 0n && step < decimalSuffixes.length - 1) {
        value /= 1000n;
        step++;
    }
    return `${value}${decimalSuffixes[step]}`;
}
