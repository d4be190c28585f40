% same generation; the recursive goal comes first, so that there is one table
:- table sg/2.
sg(X, Y) :- parent(X, P), parent(Y, P), X \== Y.
sg(X, Y) :- sg(A, B), parent(X, A), parent(Y, B).
