# shellcheck shell=bash

# Tells from inside of Kubernetes whether the nodes of a gateway have formed one Erlang cluster. It looks the pods up in DNS, as
# the nodes do, asks each pod for the nodes to which its node is connected, and repeats that until the cluster is formed or the
# time is over. It runs after lookup.sh.
# Arguments:
#   1 the name in DNS
#   2 the admin port
#   3 the wanted number of nodes; with an autoscaler, the smallest
#   4 the seconds for which the cluster has to stay formed
#   5 the seconds after which the script gives up
#   6 with an autoscaler, the largest number of nodes
# Exit code: 0 formed, 1 not formed, 2 unknown.
set -euo pipefail
# When a command of this script fails, the result is unknown.
trap 'exit "${RESULT:-2}"' EXIT
# Unquoted variables are split into words, which must not count as patterns of file names. The script has no here-documents, for
# which bash would need a writable folder.
set -f

NAME=$1 PORT=$2 WANTED=$3 STEADY=$4 PATIENCE=$5 MOST=${6:-$3}

# How many addresses a line lists: Kubernetes keeps only the last 2048 bytes of the output.
SHOWN=3

# Old Erlang VMs close every possible descriptor, one by one, when they start.
ulimit -n 1024 2>/dev/null || true

# ask ADDRESS: prints the address and the nodes to which its node is connected, or "! REASON".
ask() {
    local answer peers
    # shellcheck disable=SC2016
    answer=$(timeout 5 bash -c '
        exec 3<>"/dev/tcp/$0/$1" && printf "GET /metrics HTTP/1.0\r\nHost: %s\r\n\r\n" "$0" >&3 && cat <&3
    ' "$1" "$PORT" 2>/dev/null) || true
    case ${answer%%$'\n'*} in
    HTTP/*" 200 "*)
        # 3 is up. Nodes with other names are helpers in the same pod: RIG's own commands, and its client for Kinesis.
        peers=$(printf '%s\n' "$answer" | grep -E '^erlang_vm_dist_node_state\{.*\} 3$' | grep -oE 'peer="rig@[^"]+"' |
            cut -d '"' -f 2) || true
        # shellcheck disable=SC2086
        echo $1 $peers
        ;;
    HTTP/*) echo "$1 ! /metrics answers ${answer:9:3}. Are metrics switched off?" ;;
    *) echo "$1 ! it doesn't answer on port $PORT" ;;
    esac
}

# Sets ADDRESSES, and ANSWERS, a line for each. Without an answer from DNS, it sets DNS to the exit code of lookup, and REASON.
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
    evaluate
}

# shorten ADDRESS...: prints the first addresses, and how many more there are.
shorten() {
    local IFS=' '
    echo "${*:1:SHOWN}$([ $# -le "$SHOWN" ] || echo " and $(($# - SHOWN)) more")"
}

# Compares ADDRESSES with ANSWERS. Sets COUNT, the number of pods; UNCONNECTED, the number of those that aren't connected to all
# others; UNREADABLE, the number of those that gave no answer; FOREIGN, the connected nodes that DNS doesn't have; and DETAILS.
evaluate() {
    local line address rest other peer unconnected
    COUNT=0 UNCONNECTED=0 UNREADABLE=0 FOREIGN='' DETAILS=''
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
        unconnected=()
        for other in $ADDRESSES; do
            [ "$other" = "$address" ] || [[ $rest == *" rig@$other "* ]] || unconnected+=("$other")
        done
        DETAILS+="  $address: connected to $((COUNT - 1 - ${#unconnected[@]})) of $((COUNT - 1)) others"
        if [ ${#unconnected[@]} -gt 0 ]; then
            UNCONNECTED=$((UNCONNECTED + 1))
            DETAILS+=", misses $(shorten "${unconnected[@]}")"
        fi
        DETAILS+=$'\n'
        IFS=$' \n'
        for peer in $rest; do
            [[ $'\n'"$ADDRESSES"$'\n' == *$'\n'"${peer#rig@}"$'\n'* ]] || [[ " $FOREIGN " == *" $peer "* ]] || FOREIGN+=" $peer"
        done
        IFS=$'\n'
    done
}

formed() { [ "$DNS" -eq 0 ] && [ "$COUNT" -ge "$WANTED" ] && [ "$UNCONNECTED" -eq 0 ] && [ "$UNREADABLE" -eq 0 ]; }

# Formed, and no terminating pod is in DNS or connected.
settled() { formed && [ "$COUNT" -le "$MOST" ] && [ -z "$FOREIGN" ]; }

causes() {
    case $DNS in
    0) ;;
    2) echo "  DNS: the name $NAME isn't known, so no node finds another one. Is clusterDomain the cluster's own domain?" ;;
    3) echo "  DNS: there is no answer for $NAME: a policy closes the way to the DNS servers for this pod and the nodes, or they" \
        "are down. A policy sees the port on which they listen, not that of their Service: see networkPolicy.dns." ;;
    *) echo "  DNS: $NAME can't be looked up: $REASON" ;;
    esac
    [ "$DNS" -ne 0 ] || [ "$COUNT" -ge "$WANTED" ] ||
        echo "  pods: DNS names $COUNT, $WANTED are wanted: some are not there, or the headless Service doesn't list them."
    [[ $DETAILS != *"doesn't answer"* ]] ||
        echo "  policy: where nothing answers on port $PORT, a policy of others or a service mesh is in the way, or the pod is terminating."
    [ "$UNCONNECTED" -eq 0 ] ||
        echo "  policy, cookie or host: DNS names all nodes, but some aren't connected. This Job can't see whether a policy or a firewall" \
            "keeps them apart, or whether they have different cookies or wrong names: make check tells."
}

report() {
    local found
    if [ "$DNS" -eq 0 ]; then echo "Pods: $COUNT, wanted: $WANTED."; else echo "Pods: not known, wanted: $WANTED."; fi
    printf %s "$DETAILS"
    # shellcheck disable=SC2086
    [ -z "$FOREIGN" ] || echo "  Connected, and not named by DNS: $(shorten $FOREIGN)"
    if formed; then
        if [ "$COUNT" -eq 1 ]; then echo "The cluster is formed: it is one node."; else
            echo "The cluster is formed: each of the $COUNT nodes is connected to all others."
        fi
        RESULT=0
        return
    fi
    found=$(causes)
    printf 'Likely causes:\n%s\n' "$found"
    if [ "$UNCONNECTED" -gt 0 ] || { [ "$DNS" -eq 0 ] && [ "$COUNT" -lt "$WANTED" ]; }; then
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
    # It isn't the loop's condition, where bash ignores set -e.
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
