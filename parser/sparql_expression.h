#pragma once

#include <utility>
#include <vector>

#include "parser/sparql_reading.h"

/// How expressions are put together on `Reading::operands`.
namespace parser::sparql {

/// The node on `nodes` becomes an operand.
void push_leaf(Reading& reading);

void make_unary(Reading& reading, Operator op, Span sign);

/// A run of operands with operators between them begins with the operand on top.
void open_operations(Reading& reading);
/// The operator read last stands before the next operand. Whatever binds as strongly and stands
/// before it is put together now. Reports a second comparison, as in `?a < ?b < ?c`.
void add_operator(Reading& reading);
/// The run has ended: its operands become one.
void close_operations(Reading& reading);

/// The operands above the last mark, which goes, and the depth of the deepest.
std::pair<std::vector<Expression>, unsigned> take_operands(Reading& reading);

/// What stands above the last mark are the arguments of the call on `calls`; reports a wrong number
/// of them. The call ends with the token read last.
void make_call(Reading& reading);
/// The value on top but for the list above the last mark is looked for in it.
void make_in(Reading& reading, Operator op);
/// EXISTS or NOT EXISTS with the group on `groups`; the expression begins at the last of `begins`.
void make_exists(Reading& reading, Operator op);

/// The name of a function that is no IRI, before its bracket: pushes the call. Reports an unknown
/// one; gives up at an aggregate.
const char* read_function_name(Reading& reading, const char* first);
/// An operator between two operands; IN and NOT IN with the keywords only.
const char* read_operator(Reading& reading, const char* first);
/// The IRI on `nodes` is the name of a function.
void begin_iri_call(Reading& reading);

}  // namespace parser::sparql
