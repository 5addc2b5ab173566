import type { Problem } from "../components/validation/problem";

/** Problems, because of which nothing can be deployed; and warnings of faults that exist already, and that an update doesn't make worse. */
export interface Findings {
    readonly problems: readonly Problem[];
    readonly warnings: readonly Problem[];
}

/** All findings as one. */
export function allFindings(findings: readonly Findings[]): Findings {
    return {
        problems: findings.flatMap(({ problems }) => problems),
        warnings: findings.flatMap(({ warnings }) => warnings),
    };
}

/** Problems of an object's content; warnings when the gateway's pods use it already. */
export function contentFindings(problems: readonly Problem[], isInUse: boolean): Findings {
    return isInUse ? { problems: [], warnings: problems.map(inUseWarning) } : { problems, warnings: [] };
}

/** A problem of an object or key that is missing; a warning when the gateway's pods use it already. */
export function absenceFindings(problem: Problem, isInUse: boolean): Findings {
    const { path, message } = problem;
    const warning = `${message} The gateway's pods had it when they started, so this update goes on. A pod that starts waits for it, and a change of the pods doesn't end before.`;
    return isInUse ? { problems: [], warnings: [{ path, message: warning }] } : { problems: [problem], warnings: [] };
}

/** The warning of a fault that exists already, and that no update makes worse. */
export function inUseWarning({ path, message }: Problem): Problem {
    return { path, message: `${message} The gateway's pods take it from there already, so this update goes on.` };
}
