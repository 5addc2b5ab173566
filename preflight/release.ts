import { recreatesPods } from "../components/model/cookieRotation";
import { instanceLabelKey } from "../components/model/labels";
import { defaultName } from "../components/model/names";
import { word } from "../components/model/shell";
import type { Problem } from "../components/validation/problem";
import { isRecord } from "../components/validation/record";
import { type DesiredState, ownInstance } from "../deployed/desiredState";
import type { ReleaseRecord } from "../kubernetes/helmRelease";

/** A problem when Helm would refuse the gateway's release, or change someone else's. */
export function releaseProblems({ release = "absent", ...desired }: DesiredState): Problem[] {
    const { gateway, namespace } = desired;
    const name = gateway.name ?? defaultName;
    const path = [`Helm release ${namespace}/${name}`];
    if (release === "absent") {
        return [];
    }
    if (release === "forbidden") {
        const message =
            "the user of the kubeconfig may not list Secrets, in which Helm keeps its records, and needs the right to list them.";
        return [{ path, message }];
    }
    const isOwn = [...release.objects, ...release.latestObjects].some(
        (object) =>
            isRecord(object) && isRecord(object.metadata) && instanceOf(object.metadata) === ownInstance(desired),
    );
    const message = isOwn
        ? statusMessage(release, name, desired)
        : "it exists already and isn't this gateway's. Choose another name or namespace for this stack.";
    return message === undefined ? [] : [{ path, message }];
}

/** Why Helm can't upgrade a release with this status, and the command that repairs it. */
function statusMessage(
    { status, revision }: ReleaseRecord,
    name: string,
    { namespace, gateway, running }: Omit<DesiredState, "release">,
): string | undefined {
    if (status === "pending-upgrade" && recreatesPods({ ...gateway, running })) {
        return `it is ${status}: a run was interrupted, and Helm refuses another one. A rollback would bring the old cookie back beside the new one. Instead let Helm forget the revision: kubectl delete secret -n ${word(namespace)} ${word(`sh.helm.release.v1.${name}.v${revision}`)}`;
    }
    const release = `${word(name)} -n ${word(namespace)}`;
    if (status.startsWith("pending-")) {
        return `it is ${status}: a run was interrupted, and Helm refuses another one. First: helm rollback ${release}; or, when helm history shows no revision that was deployed: helm uninstall ${release}`;
    }
    return status.startsWith("uninstall")
        ? `it is ${status}, and Helm refuses another release of the same name while it has records of this one. First: helm uninstall ${release}; and, if this stack has made it: pulumi refresh.`
        : undefined;
}

function instanceOf({ labels }: Readonly<Record<string, unknown>>): unknown {
    return isRecord(labels) ? labels[instanceLabelKey] : undefined;
}
