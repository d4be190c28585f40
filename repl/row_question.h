#pragma once

#include <optional>

#include "repl/question.h"

namespace repl {

/// What a row of an answer claims and could be asked about: a triple of the question's pattern with
/// the row's values in it, an inferred one if there is one; else a term in the row about which
/// something was inferred, else any triple. Nothing if the row names neither.
std::optional<Question> question_of_row(Session& session, const parser::Query& query,
                                        const query::Answer& answer, std::size_t row);

/// The question whether a triple holds.
Question question_of(const kg::Triple& triple);

}  // namespace repl
