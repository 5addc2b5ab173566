# shellcheck shell=sh

# The folder of RIG's release in the image.
RELEASE=/opt/sites/rig

# find_erl: prints the path of the command erl: the one on PATH, or else the release's own. Without either, it says so, and the
# exit code is 1.
find_erl() (
    set +f
    command -v erl && exit
    for erl in "$RELEASE"/erts-*/bin/erl; do
        if [ -x "$erl" ]; then echo "$erl" && exit; fi
    done
    echo "there is no command erl, neither on PATH nor in $RELEASE/erts-*/bin"
    exit 1
)

# lookup NAME: prints the addresses that DNS has for a name. It asks Erlang's own resolver, as RIG does. That takes the name as it
# is, and changes to TCP when an answer doesn't fit into a datagram, as with more than about 25 pods.
# Exit code: 0; 2 when there is no such name (for a name outside of the cluster, some servers fail or refuse); 3 when no server
# answers; any other code for another failure, with the reason as output.
lookup() {
    erl=$(find_erl) || { echo "$erl" && return 4; }
    case $erl in
    # The release's own erl has to be told its boot file and its libraries.
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
