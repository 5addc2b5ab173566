import * as pulumi from "@pulumi/pulumi";

/** The value of an output, once it is resolved; undefined when it is unknown, as in the preview that creates the resource. */
export async function resolvedValue<T>(output: pulumi.Output<T>): Promise<T | undefined> {
    let value: T | undefined;
    const done = output.apply((found) => {
        value = found;
    });
    // It resolves when the callback has run, or when it is certain that it won't.
    await pulumi.isSecret(done);
    return value;
}
