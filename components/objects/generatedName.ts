import { randomBytes } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import type { Build, ResourceKey } from "./build";
import { metadata } from "./scope";

/**
 * Metadata and options of an object that running pods depend on. Another content makes another object beside it, and
 * Pulumi deletes the old one at the end of an update that succeeded.
 *
 * Its name never comes back: when an update has failed, the state still has the old object as one to be deleted, and an
 * object of the same name made meanwhile would be deleted in its place. The name is made up at each run. Pulumi keeps the
 * one in the state (`ignoreChanges`) until it makes another object, for which it takes the new one.
 *
 * @param key Its key in the registry.
 * @param prefix What the name begins with.
 * @param replacedPaths Paths of properties whose change makes another object; none where Kubernetes lets nothing be changed.
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
