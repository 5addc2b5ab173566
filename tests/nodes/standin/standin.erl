%% A stand-in for a RIG node: what Kubernetes and other nodes can see of one. See README.md.
-module(standin).
-behaviour(gen_event).
-export([start/0]).
-export([init/1, handle_event/2, handle_call/2]).

%% Milliseconds that open streams get to end after SIGTERM, before they are cut off.
-define(DRAIN_MS, 5000).

start() ->
    spawn(fun() ->
        register(?MODULE, self()),
        process_flag(trap_exit, true),
        try boot() of
            Listeners -> run(Listeners)
        catch _:Reason -> stop_at_boot(io_lib:format("~p", [Reason]))
        end
    end).

boot() ->
    log("this is a stand-in for a RIG node, for tests", []),
    require_kinesis_client(os:getenv("KINESIS_ENABLED", "false")),
    ok = gen_event:swap_handler(erl_signal_server, {erl_signal_handler, []}, {?MODULE, []}),
    {ok, _} = net_kernel:start([list_to_atom("rig@" ++ os:getenv("NODE_HOST", "127.0.0.1")), longnames]),
    erlang:set_cookie(list_to_atom(setting("NODE_COOKIE"))),
    {ok, _} = pg:start_link(standin_events),
    Plain = [standin_http:listen(port("INBOUND_PORT", 4000), gen_tcp, [], fun standin_api:public/2),
             standin_http:listen(port("API_HTTP_PORT", 4010), gen_tcp, [], fun standin_api:admin/2)],
    Encrypted = case os:getenv("HTTPS_CERTFILE") of
        false -> [];
        Certificate ->
            {ok, _} = application:ensure_all_started(ssl),
            Files = [{certfile, Certificate}, {keyfile, setting("HTTPS_KEYFILE")}],
            [standin_http:listen(port("INBOUND_HTTPS_PORT", 4001), ssl, Files, fun standin_api:public/2),
             standin_http:listen(port("API_HTTPS_PORT", 4011), ssl, Files, fun standin_api:admin/2)]
    end,
    case os:getenv("DISCOVERY_TYPE") of
        "dns" -> standin_discovery:start(setting("DNS_NAME"));
        false -> ok
    end,
    log("~s is up", [node()]),
    Plain ++ Encrypted.

run(Listeners) ->
    receive
        sigterm -> stop(Listeners);
        {'EXIT', _, Reason} ->
            log("~p", [Reason]),
            halt(1)
    end.

%% As RIG's HTTP server does: no new connections; streams that clients don't close meanwhile are cut off in the end.
stop(Listeners) ->
    [standin_http:close(Listener) || Listener <- Listeners],
    standin_api:drain_streams(?DRAIN_MS),
    init:stop(),
    receive after infinity -> ok end.

%% RIG's client for Kinesis is a program in Java, which not every image has.
require_kinesis_client("true") ->
    Jar = os:getenv("KINESIS_OTP_JAR", "lib/jinterface/priv/OtpErlang.jar"),
    case filelib:is_regular(Jar) of
        true -> ok;
        false -> stop_at_boot("Could not find OtpErlang.jar at " ++ Jar)
    end;
require_kinesis_client(_) -> ok.

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
