%% Reads JSON, which this Erlang/OTP has no module for. Objects are maps, texts are binaries.
-module(standin_json).
-export([read/1, text/1]).

%% {ok, Value}, or error where the binary is no JSON.
read(Json) ->
    try value(blank(Json)) of
        {Value, Rest} ->
            case blank(Rest) of
                <<>> -> {ok, Value};
                _ -> error
            end
    catch error:_ -> error
    end.

value(<<"{", Rest/binary>>) ->
    case blank(Rest) of
        <<"}", After/binary>> -> {#{}, After};
        Members -> members(Members, #{})
    end;
value(<<"[", Rest/binary>>) ->
    case blank(Rest) of
        <<"]", After/binary>> -> {[], After};
        Elements -> elements(Elements, [])
    end;
value(<<"\"", Rest/binary>>) -> characters(Rest, <<>>);
value(<<"true", Rest/binary>>) -> {true, Rest};
value(<<"false", Rest/binary>>) -> {false, Rest};
value(<<"null", Rest/binary>>) -> {null, Rest};
value(Json) ->
    {match, [{0, Length}]} = re:run(Json, <<"^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?">>, [{capture, first}]),
    <<Number:Length/binary, Rest/binary>> = Json,
    {Number, Rest}.

members(<<"\"", Rest/binary>>, Members) ->
    {Key, AfterKey} = characters(Rest, <<>>),
    <<":", BeforeValue/binary>> = blank(AfterKey),
    {Value, AfterValue} = value(blank(BeforeValue)),
    case blank(AfterValue) of
        <<",", More/binary>> -> members(blank(More), Members#{Key => Value});
        <<"}", After/binary>> -> {Members#{Key => Value}, After}
    end.

elements(Json, Elements) ->
    {Value, Rest} = value(Json),
    case blank(Rest) of
        <<",", More/binary>> -> elements(blank(More), [Value | Elements]);
        <<"]", After/binary>> -> {lists:reverse([Value | Elements]), After}
    end.

characters(<<"\"", Rest/binary>>, Text) -> {Text, Rest};
characters(<<"\\u", Digits:4/binary, Rest/binary>>, Text) ->
    characters(Rest, <<Text/binary, (binary_to_integer(Digits, 16))/utf8>>);
characters(<<"\\", Escaped, Rest/binary>>, Text) ->
    #{Escaped := Character} =
        #{$" => $", $\\ => $\\, $/ => $/, $b => $\b, $f => $\f, $n => $\n, $r => $\r, $t => $\t},
    characters(Rest, <<Text/binary, Character>>);
characters(<<Character, Rest/binary>>, Text) when Character >= 32 -> characters(Rest, <<Text/binary, Character>>).

blank(<<Character, Rest/binary>>) when Character =:= 32; Character =:= $\t; Character =:= $\r; Character =:= $\n ->
    blank(Rest);
blank(Json) -> Json.

%% A text as JSON.
text(Text) -> [$", [escaped(Character) || <<Character>> <= Text], $"].

escaped(Character) when Character =:= $"; Character =:= $\\ -> [$\\, Character];
escaped(Character) when Character < 32 -> io_lib:format("\\u~4.16.0b", [Character]);
escaped(Character) -> Character.
