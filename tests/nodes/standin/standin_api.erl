%% What the two HTTP ports answer, and the events that go to the subscribers of all nodes.
-module(standin_api).
-export([public/3, admin/3, end_streams/1]).

public(get, "/_rig/health", _) -> {200, "text/plain", "OK"};
public(get, "/_rig/v1/connection/sse", _) -> {stream, "text/event-stream", fun subscriber/1};
public(post, "/_rig/v1/events", Event) ->
    [Pid ! {event, Event} || Pid <- pg:get_members(standin_events, subscribers)],
    {202, "application/json", Event};
public(_, _, _) -> not_found().

admin(get, "/health", _) -> {200, "text/plain", "OK"};
admin(get, "/metrics", _) -> {200, "text/plain; version=0.0.4", metrics()};
admin(post, "/standin/exhaust-memory", _) ->
    spawn(fun() -> exhaust([]) end),
    {202, "text/plain", "OK"};
admin(_, _, _) -> not_found().

not_found() -> {404, "text/plain", "not found"}.

metrics() ->
    ["# TYPE erlang_vm_dist_node_state gauge\n",
     "# HELP erlang_vm_dist_node_state The current state of the distribution link: 1 pending, 2 up_pending, 3 up.\n",
     [["erlang_vm_dist_node_state{peer=\"", atom_to_list(Node), "\"} 3\n"] || Node <- nodes()]].

%% One stream: Send is given what goes to the client, and tells whether the client is still there.
subscriber(Send) ->
    ok = pg:join(standin_events, subscribers, self()),
    ok = Send("event: rig.connection.created\ndata: {}\n\n"),
    subscribed(Send).

subscribed(Send) ->
    receive
        {event, Event} ->
            case Send(["data: ", Event, "\n\n"]) of
                ok -> subscribed(Send);
                {error, _} -> ok
            end;
        {Closed, _} when Closed =:= tcp_closed; Closed =:= ssl_closed -> ok;
        stop -> ok
    end.

%% Ends this node's streams, and tells how many there were; after the time, those that didn't end are left.
end_streams(Milliseconds) ->
    Streams = pg:get_local_members(standin_events, subscribers),
    Monitors = [monitor(process, Pid) || Pid <- Streams],
    [Pid ! stop || Pid <- Streams],
    Deadline = erlang:monotonic_time(millisecond) + Milliseconds,
    lists:foreach(
        fun(Monitor) ->
            receive {'DOWN', Monitor, process, _, _} -> ok
            after max(0, Deadline - erlang:monotonic_time(millisecond)) -> ok
            end
        end, Monitors),
    length(Streams).

exhaust(Taken) -> exhaust([binary:copy(<<"memory">>, 1000000) | Taken]).
