#pragma once

#include "parser/sparql_reading.h"

/// How property paths are put together on `Reading::paths`. A chain is what stands above the last
/// mark. In a rule the forms that SPARQL-RL does not have are reported.
namespace parser::sparql {

/// `+` or `?` behind a path, not the start of a number or variable.
const char* read_plus(Reading& reading, const char* first);
const char* read_question_mark(Reading& reading, const char* first);

/// The IRI on `nodes` becomes a path.
void push_predicate(Reading& reading);
void make_inverse(Reading& reading);
void make_zero_or_more(Reading& reading);
void make_one_or_more(Reading& reading);
void make_zero_or_one(Reading& reading);

/// A chain that begins with what comes next, or with the path made last.
void open_chain(Reading& reading);
void open_chain_at_last(Reading& reading);
void make_sequence(Reading& reading);
void make_alternative(Reading& reading);
void make_negated_set(Reading& reading);

}  // namespace parser::sparql
