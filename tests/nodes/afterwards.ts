import { kubectl } from "../engine/kubectl";

/**
 * Deletes namespaces after the tests of the suite, so that their pods take no room from the next ones. When a test has
 * failed, they stay: their logs are kept.
 */
export function removeAfterwards(...namespaces: string[]): void {
    after(async function () {
        if (hasPassed(this.test?.parent)) {
            await kubectl("delete", "namespace", ...namespaces, "--wait=false");
        }
    });
}

function hasPassed(suite: Mocha.Suite | undefined): boolean {
    return (
        suite !== undefined &&
        suite.tests.every(({ state }) => state === "passed") &&
        suite.suites.every((inner) => hasPassed(inner))
    );
}
