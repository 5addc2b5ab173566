# shellcheck shell=sh

# lookup NAME: prints the addresses that DNS has for a name. Erlang's own resolver is asked, as RIG does: it takes the name as
# it is, and goes on by TCP when an answer doesn't fit into a datagram, as with more than about 25 pods.
# Exit code: 2 when the servers know no such name (some fail for one that isn't the cluster's, or refuse it), 3 when none
# answers; else not 0, and it prints why.
lookup() {
    erl -noinput +S 1:1 -eval '
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
        end.' -extra "$1" 2>&1
}
