#include <algorithm>
#include <limits>
#include <utility>

#include "rules/query/answer.h"
#include "rules/query/pipeline.h"
#include "rules/query/query.h"
#include "rules/query/translate.h"

namespace query {

namespace {

/// Solves a question into `end`; false, with a diagnostic, if it is too large to.
bool solve(Run& run, const Question& question, Operator& end, const parser::Source& source,
           parser::Diagnostics& diagnostics) {
  Pipeline pipeline(run, question, end);
  if (pipeline.depth() > kDeepestQuery) {
    report_too_large(source, diagnostics);
    return false;
  }
  pipeline.solve();
  return true;
}

}  // namespace

std::optional<Answer> evaluate(const parser::Query& query, const parser::Source& source,
                               const kg::GraphView& graph, kg::Interner& interner,
                               parser::Diagnostics& diagnostics, const QueryOptions& options) {
  const auto question = translate(query, source, interner, diagnostics);
  if (!question) return std::nullopt;
  const std::size_t most = options.max_rows.value_or(std::numeric_limits<std::size_t>::max());
  Run run(graph, interner, options);
  Answer answer;
  answer.form = query.form;
  bool solved = false;
  switch (query.form) {
    case parser::QueryForm::Select: {
      TableEnd end(*question, most, answer);
      solved = solve(run, *question, end, source, diagnostics);
      break;
    }
    case parser::QueryForm::Ask: {
      FoundStep end;
      solved = solve(run, *question, end, source, diagnostics);
      answer.yes = end.found;
      break;
    }
    case parser::QueryForm::Construct: {
      TriplesEnd end(*question, interner, most, answer);
      solved = solve(run, *question, end, source, diagnostics);
      end.finish();
      break;
    }
  }
  if (!solved) return std::nullopt;
  if (run.has_stopped() && !answer.yes) answer.incomplete = true;
  return answer;
}

}  // namespace query
