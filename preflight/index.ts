import type { AdoptedObjects } from "../adoption";
import { pathText, problemsError } from "../components/validation/problem";
import { addressFamilyFindings } from "./addressFamilies";
import { autoscalerFindings } from "./autoscalers";
import type { DesiredState } from "../deployed/desiredState";
import { newExpiryProblems } from "./certificateExpiry";
import { keysInUse } from "../deployed/keysInUse";
import { existingCookieFindings } from "./cookie";
import { otherCookieSecretProblems, rotationProblems } from "./cookieRotation";
import { kubeletFindings } from "./kubelets";
import { namespaceProblems } from "./namespace";
import { ownershipProblems } from "./ownership";
import { quotaFindings } from "./quotas";
import { referenceFindings } from "./references";
import { releaseProblems } from "./release";
import { tlsFindings } from "./tls";
import type { ClusterReader } from "../kubernetes/reader";
import { versionProblems } from "./versions";
import { allFindings } from "./findings";

/**
 * Checks the cluster before anything is registered: that it is new enough, that no object under the gateway's names belongs
 * to someone else (Pulumi would take it over without a word), and that the objects exist that the gateway needs.
 *
 * @param adopted The adopted objects, during an adoption.
 * @returns Warnings of faults that the gateway has already, and that this update doesn't make worse.
 * @throws RunError with all problems in one message.
 */
export async function preflight(
    reader: ClusterReader,
    desired: DesiredState,
    adopted?: AdoptedObjects,
): Promise<string[]> {
    const inUse = await keysInUse(reader, desired);
    const problemLists = await Promise.all([
        namespaceProblems(reader, desired),
        ownershipProblems(reader, desired, adopted),
        otherCookieSecretProblems(reader, desired),
        newExpiryProblems(reader, desired, inUse),
    ]);
    const findings = allFindings(
        await Promise.all([
            existingCookieFindings(reader, desired),
            referenceFindings(reader, desired, inUse),
            tlsFindings(reader, desired, inUse),
            quotaFindings(reader, desired),
            autoscalerFindings(reader, desired),
            kubeletFindings(reader),
            addressFamilyFindings(reader, desired),
        ]),
    );
    const problems = [
        ...versionProblems(reader),
        ...releaseProblems(desired),
        ...rotationProblems(desired),
        ...problemLists.flat(),
        ...findings.problems,
    ];
    if (problems.length > 0) {
        throw problemsError(`Stack ${desired.stack}, as the cluster is,`, problems);
    }
    return findings.warnings.map(({ path, message }) => `${pathText(path)}: ${message}`);
}
