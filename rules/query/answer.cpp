#include "rules/query/answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace query {

TableEnd::TableEnd(const Question& question, std::size_t most, Answer& answer)
    : question_(question), most_(most), answer_(answer) {
  for (const match::VariableIndex column : question.columns) {
    answer.table.variables.push_back(question.variables.name(column));
  }
}

bool TableEnd::push(Row& row) {
  if (answer_.table.rows.size() >= most_) {
    answer_.incomplete = true;
    return false;
  }
  std::vector<kg::TermId>& cells = answer_.table.rows.emplace_back();
  cells.reserve(question_.columns.size());
  for (const match::VariableIndex column : question_.columns) cells.push_back(row[column]);
  return true;
}

TriplesEnd::TriplesEnd(const Question& question, kg::Interner& interner, std::size_t most,
                       Answer& answer)
    : question_(question), interner_(interner), most_(most), answer_(answer) {
  std::vector<match::VariableIndex> variables;
  for (const match::TriplePattern& triple : question.construct_template) {
    match::collect_variables(triple, variables);
  }
  const VariableSet distinct(variables);
  for (const match::VariableIndex variable : distinct.elements()) {
    if (!question.variables.named(variable)) blank_nodes_.push_back(variable);
  }
}

bool TriplesEnd::push(Row& row) {
  for (const match::VariableIndex variable : blank_nodes_) row[variable] = new_blank_node();
  bool go_on = true;
  for (const match::TriplePattern& pattern : question_.construct_template) {
    const auto triple = match::substitute(pattern, row, interner_);
    if (!triple || triples_.contains(*triple)) continue;
    if (triples_.size() >= most_) {
      answer_.incomplete = true;
      go_on = false;
      break;
    }
    triples_.insert(*triple);
  }
  for (const match::VariableIndex variable : blank_nodes_) row[variable] = kg::TermId::None;
  return go_on;
}

void TriplesEnd::finish() {
  answer_.triples.assign(triples_.begin(), triples_.end());
  std::sort(answer_.triples.begin(), answer_.triples.end());
}

/// One that is not in the data.
kg::TermId TriplesEnd::new_blank_node() {
  while (true) {
    rdf::Term node = rdf::Term::blank_node(fmt::format("c{}", blank_node_count_++));
    if (!interner_.find(node)) return interner_.intern(node);
  }
}

}  // namespace query
