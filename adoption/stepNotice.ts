import { AdoptionStep } from "../components/args";
import { word } from "../components/model/shell";
import { readinessDelay } from "../components/model/readiness";
import type { AdoptedRelease, AdoptedObjects } from "./adoptedObjects";
import { title, type DesiredState } from "../deployed/desiredState";
import { removeRecordsCommand, releaseDetachment, rollbackAdvice, sharedReleaseAdvice } from "./releaseDetachment";
import { discardedConfiguration } from "./discardedConfiguration";
import { keepsDeployedCookie, deployedCookieAdvice } from "./deployedCookie";
import { podSpec } from "../kubernetes/podSpec";
import { adoptionStatus } from "./status";

/** The grace period of a pod, in seconds, when its Deployment doesn't set one. */
const defaultGraceSeconds = 30;

/** Lines of text about what a step of an adoption does and interrupts, and what comes next. */
export function stepNotice(desired: DesiredState, adopted: AdoptedObjects): string[] {
    const { deployment, service, headlessService } = adopted.objects;
    const all = [deployment, service, headlessService].map(({ reference }) => title(reference));
    const names = `${all.slice(0, -1).join(", ")} and ${all.at(-1) ?? ""}`;
    if (desired.gateway.adopt === AdoptionStep.Import) {
        return [
            `Adoption, step import: ${names} come under this stack as they are. No pod and no Service changes.`,
            ...discardedConfiguration(desired, adopted),
            ...deployedCookieAdvice(adopted.deployedCookie, desired),
            ...releaseAdvice(adopted),
            "Pulumi's state now gets the Deployment as it is, with the text of its variables, and older versions of the state keep it. If a password is among the variables, change it after step replace.",
            `Next: pulumi config set rig:adopt replace, and pulumi up. With that, ${interruptionText(adopted, desired)}`,
        ];
    }
    const isDone = [deployment, service, headlessService].every(
        ({ found }) => typeof found === "object" && adoptionStatus(found, desired) === "adopted",
    );
    return isDone
        ? [`Adoption: ${names} are this gateway's, and nothing is left to adopt. Next: pulumi config rm rig:adopt.`]
        : [
              `Adoption, step replace: ${interruptionText(adopted, desired)}`,
              ...discardedConfiguration(desired, adopted),
              ...deployedCookieAdvice(adopted.deployedCookie, desired),
              ...hiddenReleaseAdvice(adopted),
              "Afterwards: pulumi config rm rig:adopt.",
          ];
}

function interruptionText({ objects, deployedCookie }: AdoptedObjects, desired: DesiredState): string {
    const deployment = objects.deployment.found;
    const cookie = keepsDeployedCookie(deployedCookie, desired)
        ? "with the same cookie, since its selector can't be changed. "
        : "with another cookie, since two cookies must not run side by side. ";
    const seconds = typeof deployment === "object" ? podSpec(deployment).terminationGracePeriodSeconds : undefined;
    const grace = typeof seconds === "number" ? seconds : defaultGraceSeconds;
    const delay = readinessDelay(desired.gateway);
    const ready = delay === 0 ? "ready" : `ready, ${delay} s after its start (readinessProbe.initialDelaySeconds)`;
    return (
        "THE GATEWAY IS INTERRUPTED: Pulumi deletes the Deployment with all its pods, and makes it anew " +
        cookie +
        `All connections end. The Services keep their names and addresses, but nothing answers until the old pods are gone (up to ${grace} s) and the first new one is ${ready}. ` +
        "RIG forgets revoked tokens, and API definitions that were set at run time."
    );
}

function releaseAdvice(adopted: AdoptedObjects): string[] {
    const { release } = adopted;
    if (release === undefined) {
        return [];
    }
    const { step, others } = releaseDetachment(release, adopted);
    const start = `They belong to the Helm release ${release.name}. Don't uninstall it: that would delete them.`;
    switch (step) {
        case "deleteRecords":
            return [
                `${start} Before the next step, let Helm forget it: ${removeRecordsCommand(release)}`,
                ...(others.length > 0
                    ? [`The other objects of the release stay, and belong to nobody afterwards: ${others.join(", ")}.`]
                    : []),
            ];
        case "upgradeWithoutRig":
            return [
                `${start} ${sharedReleaseAdvice(release, others)} Do this after this step, and before the next one.`,
            ];
        case "unknown":
            return [`${start} ${hiddenRecordsAdvice(release)}`];
        case "deleteOldRevisions":
            return [`They belonged to the Helm release ${release.name}. ${rollbackAdvice(release)}`];
        case "none":
            return [];
    }
}

/** Step replace is refused while Helm has records of the release. Whoever may not read the records gets this advice instead. */
function hiddenReleaseAdvice({ release }: AdoptedObjects): string[] {
    return release?.lookup === "forbidden"
        ? [
              `They were installed as the Helm release ${release.name}. Don't uninstall it: that would delete the Services. ${hiddenRecordsAdvice(release)}`,
          ]
        : [];
}

/** What a user may do who can't read the release's records. */
function hiddenRecordsAdvice(release: AdoptedRelease): string {
    const { name, namespace } = release;
    return `Whether Helm still has this release, and which other objects are in it, can't be seen: the user of the kubeconfig may not list Secrets in ${namespace}. Before step replace, someone who may list them has to look: helm get manifest ${word(name)} -n ${word(namespace)}. If the release is RIG alone, let Helm forget it: ${removeRecordsCommand(release)}. If it is more, take RIG alone out of it, as described in docs/adoption.md.`;
}
