import { AdoptionStep } from "../components/args";
import { readinessDelay } from "../components/plan/readiness";
import { isRecord } from "../components/plan/records";
import { forgetCommand, type Adoptees } from "./adoptees";
import { progress } from "./adoption";
import { title, type Expectation } from "./expectation";
import { losses } from "./losses";
import { podSpec } from "./podSpec";
import type { Lookup } from "./reader";

/** What Kubernetes gives a pod to end when its Deployment doesn't say. */
const standardGraceSeconds = 30;

/** What a step of an adoption does and interrupts, and what comes next; lines of text. */
export function adoptionNotice(expectation: Expectation, adoptees: Adoptees): string[] {
    const { deployment, service, headlessService } = adoptees.objects;
    const all = [deployment, service, headlessService].map(({ reference }) => title(reference));
    const names = `${all.slice(0, -1).join(", ")} and ${all.at(-1) ?? ""}`;
    if (expectation.gateway.adopt === AdoptionStep.Import) {
        return [
            `Adoption, step import: ${names} come under this stack as they are. No pod and no Service changes.`,
            ...losses(expectation, adoptees),
            ...helmHint(expectation, adoptees),
            "Pulumi's state now gets the Deployment as it is, with the text of its variables; older versions of the state keep that. Where a password is among them, change it after step replace.",
            `Next: pulumi config set rig:adopt replace, and pulumi up. With that, ${interruption(deployment.found, expectation)}`,
        ];
    }
    const isDone = [deployment, service, headlessService].every(
        ({ found }) => typeof found === "object" && progress(found, expectation) === "adopted",
    );
    return isDone
        ? [`Adoption: ${names} are this gateway's, and nothing is left to adopt. Next: pulumi config rm rig:adopt.`]
        : [
              `Adoption, step replace: ${interruption(deployment.found, expectation)}`,
              ...losses(expectation, adoptees),
              ...hiddenRelease(expectation, adoptees),
              "Afterwards: pulumi config rm rig:adopt.",
          ];
}

function interruption(deployment: Lookup, { gateway }: Expectation): string {
    const seconds = typeof deployment === "object" ? podSpec(deployment).terminationGracePeriodSeconds : undefined;
    const grace = typeof seconds === "number" ? seconds : standardGraceSeconds;
    const delay = readinessDelay(gateway);
    const ready = delay === 0 ? "ready" : `ready, ${delay} s after its start (readinessProbe.initialDelaySeconds)`;
    return (
        "THE GATEWAY IS INTERRUPTED: the Deployment is deleted with all its pods, and made anew with another cookie, since two cookies must not run side by side. " +
        `All connections end. The Services keep their names and addresses, but nobody answers until the old pods are gone (up to ${grace} s) and the first new one is ${ready}. ` +
        "Revoked tokens and API definitions that were set at run time are forgotten."
    );
}

function helmHint({ namespace }: Expectation, { release, objects }: Adoptees): string[] {
    if (release === undefined) {
        return [];
    }
    const adopted = Object.values(objects).map(({ reference: { kind, name } }) => `${kind} ${name}`);
    const records = release.lookup === "forbidden" ? [] : release.lookup.objects;
    const others = records.flatMap((each) => {
        const name =
            isRecord(each) && isRecord(each.metadata) ? `${String(each.kind)} ${String(each.metadata.name)}` : "";
        return name === "" || adopted.includes(name) ? [] : [name];
    });
    return [
        `They belong to the Helm release ${release.name}. Don't uninstall it: that would delete them. Before the next step let Helm forget it: ${forgetCommand(namespace, release.name)}`,
        ...(others.length > 0 ? [`The release has more, which stays and is nobody's then: ${others.join(", ")}.`] : []),
    ];
}

/** Helm's records are looked for before the step replace, unless the user may not see them. */
function hiddenRelease({ namespace }: Expectation, { release }: Adoptees): string[] {
    return release?.lookup === "forbidden"
        ? [
              `They were installed as the Helm release ${release.name}. Whether Helm still has it can't be seen: the user of the kubeconfig may not list Secrets. Don't uninstall it: that would delete the Services. First let Helm forget it: ${forgetCommand(namespace, release.name)}`,
          ]
        : [];
}
