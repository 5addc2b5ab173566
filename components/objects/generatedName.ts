import { randomBytes } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import type { Build, ResourceKey } from "./build";
import { metadata } from "./scope";

/**
 * Metadata and options of an object that running pods depend on. New content makes a new object beside the old one, which
 * Pulumi deletes at the end of a successful update.
 *
 * A name is never used again: after a failed update the state still marks the old object for deletion, and Pulumi would
 * delete a newer object of the same name. Each run generates a name. Pulumi keeps the name in the state (`ignoreChanges`)
 * until it replaces the object; the new object gets the generated name.
 *
 * @param key Its key in the registry.
 * @param prefix The beginning of the name.
 * @param replacedPaths Paths of properties whose change replaces the object; none for an immutable object.
 */
export function generatedName(build: Build, key: ResourceKey, prefix: string, replacedPaths: readonly string[] = []) {
    const { name, options } = build.resource(key);
    const objectName = `${prefix}-${randomBytes(suffixBytes).toString("hex")}`;
    const namedOptions: pulumi.CustomResourceOptions = {
        ...options,
        ignoreChanges: ["metadata.name"],
        replaceOnChanges: [...replacedPaths],
        // The provider compares the names before it knows the new one, and would delete the old object first.
        deleteBeforeReplace: false,
    };
    return { name, metadata: metadata(build.scope, objectName), options: namedOptions };
}

/** Whether a name is one that {@link generatedName} makes with this prefix. */
export function isGeneratedName(name: string, prefix: string): boolean {
    return name.startsWith(`${prefix}-`) && suffix.test(name.slice(prefix.length + 1));
}

/** 40 bits: among the few objects of a gateway, none gets a name twice. */
const suffixBytes = 5;

const suffix = new RegExp(`^[0-9a-f]{${2 * suffixBytes}}$`);
