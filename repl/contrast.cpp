#include "repl/contrast.h"

#include "repl/explanations.h"
#include "repl/question.h"

namespace repl {

namespace {

std::optional<kg::Triple> read_triple(Session& session, std::span<const std::string> words,
                                      parser::Diagnostics& diagnostics) {
  const auto question = read_question(session, words, diagnostics);
  if (!question) return std::nullopt;
  const kg::TripleMask& mask = question->mask;
  if (!question->term && mask.subject != kg::TermId::None && mask.predicate != kg::TermId::None &&
      mask.object != kg::TermId::None) {
    return kg::Triple{mask.subject, mask.predicate, mask.object};
  }
  diagnostics.error("wrong-question", "two triples can be set side by side, each S P O",
                    "why 'S P O' --but-not 'S P O'");
  return std::nullopt;
}

}  // namespace

std::optional<explain::Contrast> contrast(Session& session, const rules::Program& program,
                                          std::span<const std::string> holds,
                                          std::span<const std::string> but_not,
                                          parser::Diagnostics& diagnostics) {
  const auto one = read_triple(session, holds, diagnostics);
  const auto other = read_triple(session, but_not, diagnostics);
  if (!one || !other) return std::nullopt;
  const auto order = session.graph().find(*one, kg::Part::Evaluation);
  if (!order) {
    Question question;
    question.mask = {one->subject, one->predicate, one->object};
    report_absent(question, session, program, diagnostics);
    return std::nullopt;
  }
  const std::string first = session.labels().turtle(*one);
  const std::string second = session.labels().turtle(*other);
  if (*order < kg::Order::FirstRound) {
    diagnostics.error("not-concluded", first + " is stated, not concluded: no rule tells why",
                      "`why-not` tells what the other lacks");
    return std::nullopt;
  }
  if (session.graph().find(*other, kg::Part::Evaluation)) {
    diagnostics.error("holds-too", second + " holds too", "`why` tells why of each");
    return std::nullopt;
  }
  auto result = explain::contrast(session.evidence(program), *one, *other);
  if (!result) diagnostics.error("not-concluded", "no rule concludes " + first + " any more");
  return result;
}

}  // namespace repl
