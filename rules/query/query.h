#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "parser/parse.h"

/// SPARQL questions over a graph.
namespace query {

/// Answers of SELECT. A cell is `None` where the variable has no value.
struct Table {
  std::vector<std::string> variables;
  std::vector<std::vector<kg::TermId>> rows;
};

struct Answer {
  parser::QueryForm form = parser::QueryForm::Select;
  Table table;                      ///< SELECT
  bool yes = false;                 ///< ASK
  std::vector<kg::Triple> triples;  ///< CONSTRUCT: sorted, distinct
  /// Whether a limit or a stop ended it before all answers were found.
  bool incomplete = false;
};

struct QueryOptions {
  const std::atomic<bool>* cancel = nullptr;
  std::optional<std::size_t> max_rows;
  std::optional<std::chrono::milliseconds> timeout;
  std::chrono::system_clock::time_point now = std::chrono::system_clock::now();
  /// Told every few hundred how many rows of triples and solutions were tried.
  std::function<void(std::uint64_t tried)> progress;
};

/// Evaluates a query on the evaluation graph of `graph` (SPARQL 1.2 Query, section 18). `source` is
/// what the query was parsed from, for diagnostics. Nothing if the query is wrong, e.g. calls a
/// function that does not exist. Throws kg::OutOfMemory.
std::optional<Answer> evaluate(const parser::Query& query, const parser::Source& source,
                               const kg::GraphView& graph, kg::Interner& interner,
                               parser::Diagnostics& diagnostics, const QueryOptions& options = {});

}  // namespace query
