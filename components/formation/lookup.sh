# shellcheck shell=sh

# Where the image has RIG's release.
RELEASE=/opt/sites/rig

# find_erl: prints the path of the command erl: the one on PATH, or else the release's own. Where there is none, it prints
# that, and the exit code is 1.
find_erl() (
    set +f
    command -v erl && exit
    for erl in "$RELEASE"/erts-*/bin/erl; do
        if [ -x "$erl" ]; then echo "$erl" && exit; fi
    done
    echo "there is no command erl, neither on PATH nor in $RELEASE/erts-*/bin"
    exit 1
)

# lookup NAME: prints the addresses that DNS has for a name. Erlang's own resolver is asked, as RIG does: it takes the name as
# it is, and goes on by TCP when an answer doesn't fit into a datagram, as with more than about 25 pods.
# Exit code: 2 when the servers know no such name (some fail for one that isn't the cluster's, or refuse it), 3 when none
# answers; else not 0, and it prints why.
lookup() {
    erl=$(find_erl) || { echo "$erl" && return 4; }
    case $erl in
    # The release's own doesn't find its boot file and its libraries by itself.
    "$RELEASE"/*) set -- "$1" -boot "$RELEASE/bin/start_clean" -boot_var ERTS_LIB_DIR "$RELEASE/lib" ;;
    esac
    name=$1
    shift
    "$erl" "$@" -noinput +S 1:1 -eval '
        [Name] = init:get_plain_arguments(),
        case inet_res:resolve(Name, in, a, [], 4000) of
            {ok, Answer} ->
                Addresses = [inet_dns:rr(Record, data)
                    || Record <- inet_dns:msg(Answer, anlist), inet_dns:rr(Record, type) =:= a],
                [io:format("~s~n", [inet:ntoa(Address)]) || Address <- Addresses],
                halt(0);
            {error, Error} ->
                Reason = case Error of {Known, _} -> Known; _ -> Error end,
                io:format("~p~n", [Reason]),
                halt(maps:get(Reason, #{nxdomain => 2, servfail => 2, refused => 2, timeout => 3}, 4))
        end.' -extra "$name" 2>&1
}
