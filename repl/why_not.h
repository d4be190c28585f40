#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "repl/question.h"
#include "rules/explain/render_why_not.h"

namespace repl {

/// Why something does not hold, or why none of it does.
struct WhyNotAnswer {
  /// Of a triple the one explanation; of a term, what could be concluded about it and is not,
  /// nearest first. Empty if a triple holds, or nothing could be concluded about a term.
  std::vector<explain::WhyNot> all;
  /// Of a term: further away than those.
  std::size_t left_out = 0;
};

/// Of a triple (or a pattern of one) why it does not hold. Of a term what the rules conclude of
/// others of its classes and not of it: at most `limit`, those that lack least. `program` must be
/// that of the session.
WhyNotAnswer explain_absence(Session& session, const rules::Program& program,
                             const Question& question, std::size_t limit);

/// The same for a question of which a term is not known: a rule may make it up, as it makes names
/// for what it concludes. Nothing if what was typed is no triple or term as Turtle writes it, or if
/// no rule would make the term.
std::optional<std::pair<Question, WhyNotAnswer>> explain_made_up(
    Session& session, const rules::Program& program, std::span<const std::string> words);

/// As text trees, one after the other.
std::string to_text(const WhyNotAnswer& answer, Session& session, const rules::Program& program,
                    const explain::WhyNotStyle& style);
/// Of a triple as explain::to_json gives it; of a term `{"term": …, "absent": […]}`.
std::string to_json(const WhyNotAnswer& answer, const Question& question, Session& session,
                    const rules::Program& program);

/// Said where what was asked for does hold, before why.
inline constexpr std::string_view kDoesHold = "it does hold; this is why:\n";

/// Says that nothing is lacking of a term.
void report_nothing_absent(kg::TermId term, Session& session, parser::Diagnostics& diagnostics);

}  // namespace repl
