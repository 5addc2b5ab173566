import { AdoptionStep } from "../components/args";
import { word } from "../components/model/shell";
import { readinessDelay } from "../components/model/readiness";
import type { AdoptedRelease, AdoptedObjects } from "./adoptedObjects";
import { progress } from "./progress";
import { title, type DesiredState } from "../deployed/desiredState";
import { removeRecordsCommand, helmRemoval, historyAdvice, partAdvice } from "./helmRemoval";
import { discardedConfiguration } from "./discarded";
import { isSameCookie, formerCookieNotice } from "./formerCookie";
import { podSpec } from "../kubernetes/podSpec";

/** What Kubernetes gives a pod to end when its Deployment doesn't say. */
const standardGraceSeconds = 30;

/** What a step of an adoption does and interrupts, and what comes next; lines of text. */
export function adoptionNotice(desired: DesiredState, adopted: AdoptedObjects): string[] {
    const { deployment, service, headlessService } = adopted.objects;
    const all = [deployment, service, headlessService].map(({ reference }) => title(reference));
    const names = `${all.slice(0, -1).join(", ")} and ${all.at(-1) ?? ""}`;
    if (desired.gateway.adopt === AdoptionStep.Import) {
        return [
            `Adoption, step import: ${names} come under this stack as they are. No pod and no Service changes.`,
            ...discardedConfiguration(desired, adopted),
            ...formerCookieNotice(adopted.formerCookie, desired),
            ...helmHint(adopted),
            "Pulumi's state now gets the Deployment as it is, with the text of its variables; older versions of the state keep that. Where a password is among them, change it after step replace.",
            `Next: pulumi config set rig:adopt replace, and pulumi up. With that, ${interruption(adopted, desired)}`,
        ];
    }
    const isDone = [deployment, service, headlessService].every(
        ({ found }) => typeof found === "object" && progress(found, desired) === "adopted",
    );
    return isDone
        ? [`Adoption: ${names} are this gateway's, and nothing is left to adopt. Next: pulumi config rm rig:adopt.`]
        : [
              `Adoption, step replace: ${interruption(adopted, desired)}`,
              ...discardedConfiguration(desired, adopted),
              ...formerCookieNotice(adopted.formerCookie, desired),
              ...hiddenRelease(adopted),
              "Afterwards: pulumi config rm rig:adopt.",
          ];
}

function interruption({ objects, formerCookie }: AdoptedObjects, desired: DesiredState): string {
    const deployment = objects.deployment.found;
    const cookie = isSameCookie(formerCookie, desired)
        ? "with the same cookie, since its selector can't be changed. "
        : "with another cookie, since two cookies must not run side by side. ";
    const seconds = typeof deployment === "object" ? podSpec(deployment).terminationGracePeriodSeconds : undefined;
    const grace = typeof seconds === "number" ? seconds : standardGraceSeconds;
    const delay = readinessDelay(desired.gateway);
    const ready = delay === 0 ? "ready" : `ready, ${delay} s after its start (readinessProbe.initialDelaySeconds)`;
    return (
        "THE GATEWAY IS INTERRUPTED: the Deployment is deleted with all its pods, and made anew " +
        cookie +
        `All connections end. The Services keep their names and addresses, but nobody answers until the old pods are gone (up to ${grace} s) and the first new one is ${ready}. ` +
        "Revoked tokens and API definitions that were set at run time are forgotten."
    );
}

function helmHint(adopted: AdoptedObjects): string[] {
    const { release } = adopted;
    if (release === undefined) {
        return [];
    }
    const { way, others } = helmRemoval(release, adopted);
    const start = `They belong to the Helm release ${release.name}. Don't uninstall it: that would delete them.`;
    switch (way) {
        case "release":
            return [
                `${start} Before the next step let Helm forget it: ${removeRecordsCommand(release)}`,
                ...(others.length > 0
                    ? [`The release has more, which stays and is nobody's then: ${others.join(", ")}.`]
                    : []),
            ];
        case "part":
            return [`${start} ${partAdvice(release, others)} That comes after this step, and before the next one.`];
        case "unknown":
            return [`${start} ${unseenAdvice(release)}`];
        case "history":
            return [`They belonged to the Helm release ${release.name}. ${historyAdvice(release)}`];
        case "done":
            return [];
    }
}

/** Helm's records are looked for before the step replace, unless the user may not see them. */
function hiddenRelease({ release }: AdoptedObjects): string[] {
    return release?.lookup === "forbidden"
        ? [
              `They were installed as the Helm release ${release.name}. Don't uninstall it: that would delete the Services. ${unseenAdvice(release)}`,
          ]
        : [];
}

/** What to do about a release by someone who may not see what it has. */
function unseenAdvice(release: AdoptedRelease): string {
    const { name, namespace } = release;
    return `Whether Helm still has it, and what else it has, can't be seen: the user of the kubeconfig may not list Secrets in ${namespace}. Before step replace, someone who may has to look: helm get manifest ${word(name)} -n ${word(namespace)}. If it is RIG alone, let Helm forget it: ${removeRecordsCommand(release)}. If it is more, take RIG alone out of it, as docs/adoption.md has it.`;
}
