%% What the two HTTP ports answer, and the events that go to the subscribers of all nodes.
-module(standin_api).
-export([public/2, admin/2, drain_streams/1]).

-define(HEARTBEAT_MS, 15000).

public(get, #{path := "/_rig/health"}) -> {200, "text/plain", "OK"};
public(get, #{path := "/_rig/v1/connection/sse", query := Query}) ->
    case subscribed_types(proplists:get_value("subscriptions", uri_string:dissect_query(Query), "[]")) of
        {ok, Types} -> {stream, "text/event-stream; charset=utf-8", fun(Send) -> subscriber(Types, Send) end};
        error -> {400, "text/plain", "could not parse the list of subscriptions"}
    end;
public(post, #{path := "/_rig/v1/events", type := Type, body := Event}) ->
    case {is_structured(Type), event_type(Event)} of
        {false, _} -> {415, "text/plain", "this content type is not supported"};
        {true, error} -> {400, "text/plain", "the request body does not look like a CloudEvent"};
        {true, EventType} ->
            [Pid ! {event, EventType, Event} || Pid <- pg:get_members(standin_events, EventType)],
            {202, "application/json; charset=utf-8", standin_json:text(Event)}
    end;
public(_, _) -> not_found().

admin(get, #{path := "/health"}) -> {200, "text/plain", "OK"};
admin(get, #{path := "/metrics"}) -> {200, "text/plain; version=0.0.4", metrics()};
admin(_, _) -> not_found().

not_found() -> {404, "text/plain", "not found"}.

metrics() ->
    ["# TYPE erlang_vm_dist_node_state gauge\n",
     "# HELP erlang_vm_dist_node_state The current state of the distribution link: 1 pending, 2 up_pending, 3 up.\n",
     [["erlang_vm_dist_node_state{peer=\"", atom_to_list(Node), "\"} 3\n"] || Node <- nodes()]].

%% The event types that a list of subscriptions names.
subscribed_types(Json) ->
    case standin_json:read(unicode:characters_to_binary(Json)) of
        {ok, Subscriptions} when is_list(Subscriptions) ->
            Types = [Type || #{<<"eventType">> := Type} <- Subscriptions, is_binary(Type), Type =/= <<>>],
            case length(Types) =:= length(Subscriptions) of
                true -> {ok, lists:usort(Types)};
                false -> error
            end;
        _ -> error
    end.

is_structured(Type) -> lists:member(hd(string:split(Type, ";")), ["application/json", "application/cloudevents+json"]).

event_type(Json) ->
    case standin_json:read(Json) of
        {ok, #{<<"specversion">> := <<"0.2">>, <<"type">> := Type, <<"id">> := _}} when is_binary(Type) -> Type;
        {ok, #{<<"cloudEventsVersion">> := <<"0.1">>, <<"eventType">> := Type, <<"eventID">> := _}} when is_binary(Type) -> Type;
        _ -> error
    end.

%% One stream: Send is given what goes to the client, and tells whether the client is still there.
subscriber(Types, Send) ->
    ok = Send(own_event("rig.connection.create", ["{\"connection_token\":\"", base64:encode(term_to_binary(self())), "\"}"])),
    [ok = pg:join(standin_events, Type, self()) || Type <- [streams | Types]],
    Set = lists:join(",", [["{\"eventType\":", standin_json:text(Type), ",\"oneOf\":[]}"] || Type <- Types]),
    ok = Send(own_event("rig.subscriptions_set", ["[", Set, "]"])),
    subscribed(Send).

subscribed(Send) ->
    receive
        {event, Type, Event} -> go_on(Send, Send(server_sent(Type, Event)));
        {Closed, _} when Closed =:= tcp_closed; Closed =:= ssl_closed -> ok
    after ?HEARTBEAT_MS -> go_on(Send, Send(": heartbeat\n\n"))
    end.

go_on(Send, ok) -> subscribed(Send);
go_on(_, {error, _}) -> ok.

own_event(Type, Data) ->
    Id = integer_to_list(erlang:unique_integer([positive])),
    Time = calendar:system_time_to_rfc3339(erlang:system_time(second), [{offset, "Z"}]),
    server_sent(Type, ["{\"specversion\":\"0.2\",\"type\":\"", Type, "\",\"source\":\"rig\",\"id\":\"", Id,
                       "\",\"time\":\"", Time, "\",\"data\":", Data, "}"]).

%% An end of line in an event would end its line of the stream.
server_sent(Type, Event) ->
    Lines = binary:split(iolist_to_binary(Event), [<<"\r\n">>, <<"\n">>], [global]),
    ["event: ", Type, "\n", [["data: ", Line, "\n"] || Line <- Lines], "\n"].

%% Waits until this node's streams have ended, or the time is over.
drain_streams(Milliseconds) ->
    Monitors = [monitor(process, Pid) || Pid <- pg:get_local_members(standin_events, streams)],
    Deadline = erlang:monotonic_time(millisecond) + Milliseconds,
    lists:foreach(
        fun(Monitor) ->
            receive {'DOWN', Monitor, process, _, _} -> ok
            after max(0, Deadline - erlang:monotonic_time(millisecond)) -> ok
            end
        end, Monitors).
