import { instanceLabelKey } from "../components/model/labels";
import { isGeneratedName } from "../components/objects/generatedName";
import { suffixedObjects } from "../components/plannedObjects";
import type { ClusterReader, ObjectReference } from "../kubernetes/reader";
import { desiredNames, ownInstance, type DesiredState } from "./desiredState";
import { isOwn, isMadeByPulumi } from "./ownership";

/** Names an object in a namespace. */
export type NamespacedObject = Required<ObjectReference>;

/** An object that the gateway doesn't change, but makes anew beside the old version, under another name. */
export interface VersionedObject extends NamespacedObject {
    /** The name without its suffix, which all versions of the object share. */
    readonly prefix: string;
}

/**
 * The objects of the gateway whose names end with a random suffix. After an update that failed or was interrupted there
 * are several of one prefix; if Pulumi was killed in a bad moment, its state lacks one of them. Objects that another tool
 * has made aren't among them, whatever their names and labels. Kinds that the user may not list are left out.
 */
export async function findVersionedObjects(reader: ClusterReader, desired: DesiredState): Promise<VersionedObject[]> {
    const { namespace } = desired;
    const versioned = suffixedObjects(desiredNames(desired), namespace);
    const kinds = [...new Map(versioned.map(({ apiVersion, kind }) => [kind, { apiVersion, kind }])).values()];
    const found = await Promise.all(
        kinds.map(async (kind) => {
            const listed = await reader.findAll({ ...kind, namespace }, `${instanceLabelKey}=${ownInstance(desired)}`);
            const own =
                listed === "forbidden" ? [] : listed.filter((each) => isOwn(each, desired) && isMadeByPulumi(each));
            return own.map(({ name }) => ({ ...kind, namespace, name }));
        }),
    );
    return found.flat().flatMap((object) => {
        const version = versioned.find(({ kind, name }) => kind === object.kind && isGeneratedName(object.name, name));
        return version === undefined ? [] : { ...object, prefix: version.name };
    });
}
