%% A small HTTP server: one request for each connection, and streams in chunks.
-module(standin_http).
-export([listen/2]).

-define(RECEIVE_MS, 10000).
%% More than the connections that a test opens at once.
-define(BACKLOG, 1024).

%% Calls Handler(Method, Path, Body) for each request; it answers {Code, Type, Body} or {stream, Type, Fun}.
listen(Port, Handler) ->
    {ok, Listener} = gen_tcp:listen(Port, [binary, {packet, http_bin}, {active, false}, {reuseaddr, true},
                                           {nodelay, true}, {backlog, ?BACKLOG}]),
    spawn_link(fun() -> accept(Listener, Handler) end).

accept(Listener, Handler) ->
    {ok, Socket} = gen_tcp:accept(Listener),
    Pid = spawn(fun() -> receive go -> serve(Socket, Handler) end end),
    ok = gen_tcp:controlling_process(Socket, Pid),
    Pid ! go,
    accept(Listener, Handler).

serve(Socket, Handler) ->
    case request(Socket) of
        {ok, Method, Path, Body} -> answer(Socket, Handler(Method, Path, Body));
        {error, _} -> ok
    end,
    gen_tcp:close(Socket).

request(Socket) ->
    case gen_tcp:recv(Socket, 0, ?RECEIVE_MS) of
        {ok, {http_request, Method, {abs_path, Target}, _}} ->
            [Path | _] = string:split(Target, "?"),
            with_body(method(Method), binary_to_list(Path), body(Socket, content_length(Socket, 0)));
        {ok, _} -> {error, request};
        Error -> Error
    end.

with_body(Method, Path, {ok, Body}) -> {ok, Method, Path, Body};
with_body(_, _, Error) -> Error.

method('GET') -> get;
method('POST') -> post;
method(_) -> other.

content_length(Socket, Length) ->
    case gen_tcp:recv(Socket, 0, ?RECEIVE_MS) of
        {ok, {http_header, _, 'Content-Length', _, Value}} -> content_length(Socket, binary_to_integer(Value));
        {ok, {http_header, _, _, _, _}} -> content_length(Socket, Length);
        _ -> Length
    end.

body(_, 0) -> {ok, <<>>};
body(Socket, Length) ->
    ok = inet:setopts(Socket, [{packet, raw}]),
    gen_tcp:recv(Socket, Length, ?RECEIVE_MS).

answer(Socket, {stream, Type, Stream}) ->
    gen_tcp:send(Socket, ["HTTP/1.1 200 OK\r\ncontent-type: ", Type,
                          "\r\ncache-control: no-cache\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"]),
    %% The stream's process is told when the client goes.
    ok = inet:setopts(Socket, [{packet, raw}, {active, once}]),
    Stream(fun(Data) ->
        gen_tcp:send(Socket, [integer_to_list(iolist_size(Data), 16), "\r\n", Data, "\r\n"])
    end),
    gen_tcp:send(Socket, "0\r\n\r\n");
answer(Socket, {Code, Type, Body}) ->
    gen_tcp:send(Socket, ["HTTP/1.1 ", integer_to_list(Code), " ", reason(Code), "\r\ncontent-type: ", Type,
                          "\r\ncontent-length: ", integer_to_list(iolist_size(Body)),
                          "\r\nconnection: close\r\n\r\n", Body]).

reason(200) -> "OK";
reason(202) -> "Accepted";
reason(404) -> "Not Found".
