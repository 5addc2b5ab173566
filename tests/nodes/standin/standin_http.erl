%% A small HTTP server, over TCP or TLS: one request for each connection, and streams in chunks.
-module(standin_http).
-export([listen/4, close/1]).

-define(RECEIVE_MS, 10000).
%% More than the connections that a test opens at once.
-define(BACKLOG, 1024).

%% Module is gen_tcp or ssl, with further options of its own. Calls Handler(Method, Request) for each request, a map with
%% path, query, type (of the content) and body; it answers {Code, Type, Body} or {stream, Type, Fun}.
listen(Port, Module, Options, Handler) ->
    {ok, Listener} = Module:listen(Port, [binary, {packet, http_bin}, {active, false}, {reuseaddr, true},
                                          {nodelay, true}, {backlog, ?BACKLOG} | Options]),
    spawn_link(fun() -> accept(Module, Listener, Handler) end),
    {Module, Listener}.

%% Takes no new connections; those that are there stay.
close({Module, Listener}) -> Module:close(Listener).

accept(Module, Listener, Handler) ->
    case accepted(Module, Listener) of
        {ok, Accepted} ->
            Pid = spawn(fun() -> receive go -> connect(Module, Accepted, Handler) end end),
            ok = Module:controlling_process(Accepted, Pid),
            Pid ! go,
            accept(Module, Listener, Handler);
        {error, closed} -> ok
    end.

accepted(gen_tcp, Listener) -> gen_tcp:accept(Listener);
accepted(ssl, Listener) -> ssl:transport_accept(Listener).

connect(gen_tcp, Accepted, Handler) -> serve({gen_tcp, Accepted}, Handler);
connect(ssl, Accepted, Handler) ->
    case ssl:handshake(Accepted, ?RECEIVE_MS) of
        {ok, Socket} -> serve({ssl, Socket}, Handler);
        {error, _} -> ok
    end.

serve({Module, Connection} = Socket, Handler) ->
    case request(Socket) of
        {ok, Method, Request} -> answer(Socket, Handler(Method, Request));
        {error, _} -> ok
    end,
    Module:close(Connection).

recv({Module, Connection}, Length) -> Module:recv(Connection, Length, ?RECEIVE_MS).

send({Module, Connection}, Data) -> Module:send(Connection, Data).

setopts({gen_tcp, Connection}, Options) -> inet:setopts(Connection, Options);
setopts({ssl, Connection}, Options) -> ssl:setopts(Connection, Options).

request(Socket) ->
    case recv(Socket, 0) of
        {ok, {http_request, Method, {abs_path, Target}, _}} ->
            {Path, Query} = target(string:split(binary_to_list(Target), "?")),
            {Type, Length} = headers(Socket, {"", 0}),
            with_body(method(Method), #{path => Path, query => Query, type => Type}, body(Socket, Length));
        {ok, _} -> {error, request};
        Error -> Error
    end.

with_body(Method, Request, {ok, Body}) -> {ok, Method, Request#{body => Body}};
with_body(_, _, Error) -> Error.

target([Path, Query]) -> {Path, Query};
target([Path]) -> {Path, ""}.

method('GET') -> get;
method('POST') -> post;
method(_) -> other.

%% The content's type and length.
headers(Socket, {Type, Length} = Found) ->
    case recv(Socket, 0) of
        {ok, {http_header, _, 'Content-Length', _, Value}} -> headers(Socket, {Type, binary_to_integer(Value)});
        {ok, {http_header, _, 'Content-Type', _, Value}} -> headers(Socket, {binary_to_list(Value), Length});
        {ok, {http_header, _, _, _, _}} -> headers(Socket, Found);
        _ -> Found
    end.

body(_, 0) -> {ok, <<>>};
body(Socket, Length) ->
    ok = setopts(Socket, [{packet, raw}]),
    recv(Socket, Length).

answer(Socket, {stream, Type, Stream}) ->
    send(Socket, ["HTTP/1.1 200 OK\r\ncontent-type: ", Type,
                  "\r\ncache-control: no-cache\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"]),
    %% The stream's process is told when the client goes.
    ok = setopts(Socket, [{packet, raw}, {active, once}]),
    Stream(fun(Data) ->
        send(Socket, [integer_to_list(iolist_size(Data), 16), "\r\n", Data, "\r\n"])
    end),
    send(Socket, "0\r\n\r\n");
answer(Socket, {Code, Type, Body}) ->
    send(Socket, ["HTTP/1.1 ", integer_to_list(Code), " ", reason(Code), "\r\ncontent-type: ", Type,
                  "\r\ncontent-length: ", integer_to_list(iolist_size(Body)), "\r\nconnection: close\r\n\r\n", Body]).

reason(200) -> "OK";
reason(202) -> "Accepted";
reason(400) -> "Bad Request";
reason(404) -> "Not Found";
reason(415) -> "Unsupported Media Type".
