#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_set>
#include <vector>

#include "rules/query/algebra.h"
#include "rules/query/operator.h"
#include "rules/query/query.h"

/// Where the solutions of a question end up.
namespace query {

/// Rows of SELECT, no more than `most`.
class TableEnd final : public Operator {
 public:
  TableEnd(const Question& question, std::size_t most, Answer& answer);

  bool push(Row& row) override;

 private:
  const Question& question_;
  std::size_t most_;
  Answer& answer_;
};

/// Triples of CONSTRUCT, no more than `most`.
class TriplesEnd final : public Operator {
 public:
  TriplesEnd(const Question& question, kg::Interner& interner, std::size_t most, Answer& answer);

  bool push(Row& row) override;
  void finish();

 private:
  kg::TermId new_blank_node();

  const Question& question_;
  kg::Interner& interner_;
  std::size_t most_;
  Answer& answer_;
  /// The variables that stand for blank nodes of the template.
  std::vector<match::VariableIndex> blank_nodes_;
  std::uint64_t blank_node_count_ = 0;
  std::unordered_set<kg::Triple> triples_;
};

}  // namespace query
