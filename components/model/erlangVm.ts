import { roundUp } from "../validation/kubernetes/quantity";
import { ports } from "../rig/ports";

/**
 * Schedulers for a container without a CPU limit. Two use a second core; the VM's own default, one per core, would take much
 * memory on a large node.
 */
const schedulersWithoutLimit = 2;

/**
 * The Erlang VM's flags. RIG's VM is Erlang/OTP 23, which doesn't read a cgroup v2 CPU limit, so the flags set the number
 * of schedulers. Busy waiting would waste the container's CPU quota. The updater of tzdata would write into the release,
 * which is read-only.
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
