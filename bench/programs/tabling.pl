% Runs a program by tabling: reads a table of facts, finds all solutions of a goal, and says how
% many there are without the facts, and the seconds that both took.
%
%     swipl tabling.pl -- PROGRAM FOLDER FACT GOAL
:- use_module(library(aggregate)).
:- use_module(library(readutil)).
:- initialization(main, main).

main([Program, Folder, Fact, Goal]) :-
    dynamic(Fact/2),
    consult(Program),
    get_time(Start),
    atomic_list_concat([Folder, /, Fact, '.facts'], File),
    setup_call_cleanup(open(File, read, In), read_rows(In, Fact), close(In)),
    get_time(Read),
    statistics(cputime, Before),
    functor(Call, Goal, 2),
    aggregate_all(count, Call, Count),
    statistics(cputime, After),
    get_time(Done),
    Reading is Read - Start,
    Seconds is Done - Read,
    Cpu is After - Before,
    format("inferred\t~d~nreading\t~4f~nseconds\t~4f~ncpu_seconds\t~4f~n",
           [Count, Reading, Seconds, Cpu]).

read_rows(In, Fact) :-
    read_line_to_string(In, Line),
    (   Line == end_of_file
    ->  true
    ;   split_string(Line, "\t", "", [A, B]),
        number_string(X, A),
        number_string(Y, B),
        Row =.. [Fact, X, Y],
        assertz(Row),
        read_rows(In, Fact)
    ).
