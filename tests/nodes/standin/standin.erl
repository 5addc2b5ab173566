%% A stand-in for a RIG node: what Kubernetes and other nodes can see of one. See README.md.
-module(standin).
-behaviour(gen_event).
-export([start/0]).
-export([init/1, handle_event/2, handle_call/2]).

%% Milliseconds that open streams get to end after SIGTERM.
-define(STREAMS_END_MS, 5000).

start() ->
    spawn(fun() ->
        register(?MODULE, self()),
        process_flag(trap_exit, true),
        try boot()
        catch _:Reason -> stop_at_boot(io_lib:format("~p", [Reason]))
        end,
        run()
    end).

boot() ->
    log("this is a stand-in for a RIG node, for tests", []),
    case os:getenv("STANDIN_CRASH") of
        false -> ok;
        Words -> stop_at_boot(Words)
    end,
    ok = gen_event:swap_handler(erl_signal_server, {erl_signal_handler, []}, {?MODULE, []}),
    {ok, _} = net_kernel:start([list_to_atom("rig@" ++ os:getenv("NODE_HOST", "127.0.0.1")), longnames]),
    erlang:set_cookie(list_to_atom(setting("NODE_COOKIE"))),
    {ok, _} = pg:start_link(standin_events),
    standin_http:listen(port("INBOUND_PORT", 4000), gen_tcp, [], fun standin_api:public/3),
    standin_http:listen(port("API_HTTP_PORT", 4010), gen_tcp, [], fun standin_api:admin/3),
    case os:getenv("HTTPS_CERTFILE") of
        false -> ok;
        Certificate ->
            {ok, _} = application:ensure_all_started(ssl),
            Files = [{certfile, Certificate}, {keyfile, setting("HTTPS_KEYFILE")}],
            standin_http:listen(port("INBOUND_HTTPS_PORT", 4001), ssl, Files, fun standin_api:public/3),
            standin_http:listen(port("API_HTTPS_PORT", 4011), ssl, Files, fun standin_api:admin/3)
    end,
    case os:getenv("DISCOVERY_TYPE") of
        "dns" -> standin_discovery:start(setting("DNS_NAME"));
        false -> ok
    end,
    log("~s is up", [node()]).

run() ->
    receive
        sigterm -> stop();
        {'EXIT', _, Reason} ->
            log("~p", [Reason]),
            halt(1)
    end.

stop() ->
    log("SIGTERM: stopping", []),
    Ended = standin_api:end_streams(?STREAMS_END_MS),
    log("stopped, ~b streams ended", [Ended]),
    init:stop(),
    receive after infinity -> ok end.

setting(Name) ->
    case os:getenv(Name) of
        Value when Value =:= false; Value =:= "" -> stop_at_boot(Name ++ " is empty");
        Value -> Value
    end.

port(Name, Default) -> list_to_integer(os:getenv(Name, integer_to_list(Default))).

stop_at_boot(Words) ->
    log("~s", [Words]),
    halt(1).

log(Format, Values) ->
    Time = calendar:system_time_to_rfc3339(erlang:system_time(millisecond), [{unit, millisecond}, {offset, "Z"}]),
    io:format("~s " ++ Format ++ "~n", [Time | Values]).

%% The VM's signals.

init(_) -> {ok, []}.

handle_event(sigterm, State) ->
    ?MODULE ! sigterm,
    {ok, State};
handle_event(_, State) -> {ok, State}.

handle_call(_, State) -> {ok, ok, State}.
