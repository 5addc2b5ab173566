import { roundUp } from "../validation/kubernetes/quantity";
import { ports } from "../rig/ports";

/**
 * Schedulers for a container without a CPU limit: enough to use a second core, few enough that the VM doesn't start
 * (and pay memory for) one per core of a large node.
 */
const schedulersWithoutLimit = 2;

/**
 * The Erlang VM's flags. RIG's VM is Erlang/OTP 23: it doesn't see a cgroup v2 CPU limit, so that the number of
 * schedulers must be said; busy waiting burns the CPU quota of a container for nothing; tzdata's updater would write
 * into the release, which is read-only.
 *
 * @param cpuLimit The container's CPU limit, if it has one.
 */
export function erlangFlags(cpuLimit: string | undefined): string {
    const schedulers = cpuLimit === undefined ? schedulersWithoutLimit : Math.max(1, roundUp(cpuLimit));
    return [
        `-kernel inet_dist_listen_min ${ports.distribution.first} inet_dist_listen_max ${ports.distribution.last}`,
        "-tzdata autoupdate disabled",
        `+S ${schedulers}:${schedulers}`,
        "+sbwt none +sbwtdcpu none +sbwtdio none",
    ].join(" ");
}
