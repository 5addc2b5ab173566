%% Finds the other nodes as RIG does: by the A records of one name, polled for ever.
-module(standin_discovery).
-export([start/1]).

-define(FIRST_POLL_MS, 500).
-define(POLL_MS, 5000).

start(DnsName) ->
    spawn_link(fun() ->
        timer:sleep(?FIRST_POLL_MS),
        poll(DnsName)
    end).

poll(DnsName) ->
    Nodes = [list_to_atom("rig@" ++ inet:ntoa(Address)) || Address <- inet_res:lookup(DnsName, in, a)],
    [net_kernel:connect_node(Node) || Node <- Nodes, Node =/= node()],
    timer:sleep(?POLL_MS),
    poll(DnsName).
