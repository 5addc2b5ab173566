import * as pulumi from "@pulumi/pulumi";

/** An output's value, once it is resolved; undefined when it isn't known, as in the preview that makes the resource. */
export async function resolvedValue<T>(output: pulumi.Output<T>): Promise<T | undefined> {
    let value: T | undefined;
    const taken = output.apply((found) => {
        value = found;
    });
    // It waits for the callback, or for the knowledge that the callback isn't called.
    await pulumi.isSecret(taken);
    return value;
}
