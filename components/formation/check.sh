# shellcheck shell=bash

# Tells from inside the cluster whether the nodes of a gateway have formed one cluster: finds the pods as the nodes do, asks
# each which nodes its node is connected to, and looks again until the cluster is formed or the time is over.
# It runs after lookup.sh. Arguments: the name in DNS, the admin port, the wanted number of nodes, the seconds for which the
# cluster has to be seen as formed, the seconds for which it is waited for, and, where an autoscaler sets it, the largest
# number of nodes; the wanted one is the smallest then.
# Exit code: 0 formed, 1 not formed, 2 can't be told.
set -euo pipefail
# A command of this script that fails ends it, and tells nothing about the nodes.
trap 'exit "${RESULT:-2}"' EXIT
# Lines are split by hand, and nothing is a pattern of file names. Here-documents would need a folder to write to.
set -f

NAME=$1 PORT=$2 WANTED=$3 STEADY=$4 PATIENCE=$5 MOST=${6:-$3}

# How many addresses are named one by one: Kubernetes keeps the last 2048 bytes of what is said here.
SHOWN=3

# Old Erlang VMs close every descriptor that they might have, one by one.
ulimit -n 1024 2>/dev/null || true

# ask ADDRESS: prints the address and the nodes that its node is connected to, or "! REASON".
ask() {
    local answer peers
    # shellcheck disable=SC2016
    answer=$(timeout 5 bash -c '
        exec 3<>"/dev/tcp/$0/$1" && printf "GET /metrics HTTP/1.0\r\nHost: %s\r\n\r\n" "$0" >&3 && cat <&3
    ' "$1" "$PORT" 2>/dev/null) || true
    case ${answer%%$'\n'*} in
    HTTP/*" 200 "*)
        # 3 is up. Nodes of other names are helpers in the same pod: RIG's own commands, and its client for Kinesis.
        peers=$(printf '%s\n' "$answer" | grep -E '^erlang_vm_dist_node_state\{.*\} 3$' | grep -oE 'peer="rig@[^"]+"' |
            cut -d '"' -f 2) || true
        # shellcheck disable=SC2086
        echo $1 $peers
        ;;
    HTTP/*) echo "$1 ! /metrics answers ${answer:9:3}. Are metrics switched off?" ;;
    *) echo "$1 ! it doesn't answer on port $PORT" ;;
    esac
}

# Sets ADDRESSES, or DNS and REASON when they can't be had, and ANSWERS, a line for each.
look() {
    local address
    DNS=0 REASON=
    ADDRESSES=$(lookup "$NAME") || DNS=$?
    if [ "$DNS" -ne 0 ]; then REASON=${ADDRESSES:0:200} ADDRESSES=; fi
    ANSWERS=$(
        {
            for address in $ADDRESSES; do ask "$address" & done
            wait
        } | sort
    )
    judge
}

some() {
    local IFS=' '
    echo "${*:1:SHOWN}$([ $# -le "$SHOWN" ] || echo " and $(($# - SHOWN)) more")"
}

# Sets what follows from what was seen.
judge() {
    local line address rest other peer missed
    COUNT=0 MISSING=0 UNREADABLE=0 STRANGERS='' DETAILS=''
    for address in $ADDRESSES; do COUNT=$((COUNT + 1)); done
    local IFS=$'\n'
    for line in $ANSWERS; do
        address=${line%% *} rest="${line#"$address"} "
        if [[ $rest == ' ! '* ]]; then
            UNREADABLE=$((UNREADABLE + 1))
            rest=${rest# ! }
            DETAILS+="  $address: can't be asked: ${rest% }"$'\n'
            continue
        fi
        missed=()
        for other in $ADDRESSES; do
            [ "$other" = "$address" ] || [[ $rest == *" rig@$other "* ]] || missed+=("$other")
        done
        DETAILS+="  $address: connected to $((COUNT - 1 - ${#missed[@]})) of $((COUNT - 1)) others"
        if [ ${#missed[@]} -gt 0 ]; then
            MISSING=$((MISSING + 1))
            DETAILS+=", misses $(some "${missed[@]}")"
        fi
        DETAILS+=$'\n'
        IFS=$' \n'
        for peer in $rest; do
            [[ $'\n'"$ADDRESSES"$'\n' == *$'\n'"${peer#rig@}"$'\n'* ]] || [[ " $STRANGERS " == *" $peer "* ]] || STRANGERS+=" $peer"
        done
        IFS=$'\n'
    done
}

formed() { [ "$DNS" -eq 0 ] && [ "$COUNT" -ge "$WANTED" ] && [ "$MISSING" -eq 0 ] && [ "$UNREADABLE" -eq 0 ]; }

# Formed, and no pod is listed or connected that is going away.
settled() { formed && [ "$COUNT" -le "$MOST" ] && [ -z "$STRANGERS" ]; }

causes() {
    case $DNS in
    0) ;;
    2) echo "  DNS: the name $NAME isn't known, so no node finds another one. Is clusterDomain the cluster's own domain?" ;;
    3) echo "  DNS: there is no answer for $NAME: a policy keeps this pod and the nodes from the DNS servers, or these are" \
        "down. A policy sees the port on which they listen, not that of their Service: see networkPolicy.dns." ;;
    *) echo "  DNS: $NAME can't be looked up: $REASON" ;;
    esac
    [ "$DNS" -ne 0 ] || [ "$COUNT" -ge "$WANTED" ] ||
        echo "  pods: DNS names $COUNT, $WANTED are wanted: some are not there, or the headless Service doesn't list them."
    [[ $DETAILS != *"doesn't answer"* ]] ||
        echo "  policy: where nothing answers on port $PORT, a policy of others or a service mesh is in the way, or the pod is going."
    [ "$MISSING" -eq 0 ] ||
        echo "  policy, cookie or host: DNS names the nodes that are missed. Whether a policy or a firewall keeps them apart," \
            "they have different cookies or wrong names can't be seen from here: make check tells."
}

report() {
    local found
    if [ "$DNS" -eq 0 ]; then echo "Pods: $COUNT, wanted: $WANTED."; else echo "Pods: not known, wanted: $WANTED."; fi
    printf %s "$DETAILS"
    # shellcheck disable=SC2086
    [ -z "$STRANGERS" ] || echo "  Connected, and not named by DNS: $(some $STRANGERS)"
    if formed; then
        if [ "$COUNT" -eq 1 ]; then echo "The cluster is formed: it is one node."; else
            echo "The cluster is formed: each of the $COUNT nodes is connected to all others."
        fi
        RESULT=0
        return
    fi
    found=$(causes)
    printf 'Likely causes:\n%s\n' "$found"
    if [ "$MISSING" -gt 0 ] || { [ "$DNS" -eq 0 ] && [ "$COUNT" -lt "$WANTED" ]; }; then
        echo "The cluster is NOT formed."
        RESULT=1
        return
    fi
    echo "Whether the cluster is formed can't be told."
    RESULT=2
}

NO_ERL=$(find_erl) || {
    echo "The cluster check can't run in this image: $NO_ERL. Switch clusterCheck off."
    exit 2
}
SINCE=
while :; do
    # Not as the loop's condition: there, bash ignores set -e.
    look
    if ! settled; then
        SINCE=
    elif [ $((SECONDS - ${SINCE:=$SECONDS})) -ge "$STEADY" ]; then
        break
    fi
    [ "$SECONDS" -lt "$PATIENCE" ] || break
    sleep 1
done
report
