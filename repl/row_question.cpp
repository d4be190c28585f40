#include "repl/row_question.h"

#include <algorithm>
#include <map>

#include "repl/unknown_terms.h"

namespace repl {

namespace {

using Values = std::map<std::string, kg::TermId>;

/// Fills a place of a mask. False if nothing can be there.
bool fill(Session& session, const parser::Node& node, const Values& values, kg::TermId& place) {
  if (node.kind == parser::Node::Kind::Variable) {
    const auto value = values.find(node.variable);
    if (value != values.end()) place = value->second;
    return true;
  }
  if (node.kind == parser::Node::Kind::TripleTerm) return false;
  if (node.term.is_blank_node()) return true;
  const auto id = session.terms().find(node.term);
  if (id) place = *id;
  return id.has_value();
}

std::optional<kg::TripleMask> mask_of(Session& session, const parser::TriplePattern& pattern,
                                      const Values& values) {
  parser::Node predicate = pattern.predicate;
  if (pattern.path) {
    if (pattern.path->kind != parser::Path::Kind::Predicate) return std::nullopt;
    predicate = {};
    predicate.term = pattern.path->predicate;
  }
  kg::TripleMask mask;
  const bool possible = fill(session, pattern.subject, values, mask.subject) &&
                        fill(session, predicate, values, mask.predicate) &&
                        fill(session, pattern.object, values, mask.object);
  return possible ? std::optional(mask) : std::nullopt;
}

/// The one triple that matches, if there is just one.
std::optional<kg::Triple> only_match(Session& session, const kg::TripleMask& mask, kg::Part part) {
  std::optional<kg::Triple> found;
  bool several = false;
  session.graph().scan(mask, part, [&](const kg::Triple& triple, kg::Order) {
    several = found.has_value();
    found = triple;
    return !several;
  });
  return several ? std::nullopt : found;
}

std::optional<kg::Triple> claimed_triple(Session& session, const parser::Query& query,
                                         const Values& values, kg::Part part) {
  std::vector<const parser::TriplePattern*> patterns;
  collect_patterns(query.where, patterns);
  for (const parser::TriplePattern* pattern : patterns) {
    const auto mask = mask_of(session, *pattern, values);
    if (!mask) continue;
    if (const auto triple = only_match(session, *mask, part)) return triple;
  }
  return std::nullopt;
}

bool concluded_about(Session& session, kg::TermId term) {
  const auto stop = [](const kg::Triple&, kg::Order) { return false; };
  const kg::GraphView& store = session.graph();
  const auto none = kg::TermId::None;
  return !store.scan({term, none, none}, kg::Part::Inference, stop) ||
         !store.scan({none, none, term}, kg::Part::Inference, stop);
}

}  // namespace

Question question_of(const kg::Triple& triple) {
  Question question;
  question.mask = {triple.subject, triple.predicate, triple.object};
  return question;
}

std::optional<Question> question_of_row(Session& session, const parser::Query& query,
                                        const query::Answer& answer, std::size_t row) {
  if (answer.form == parser::QueryForm::Construct) return question_of(answer.triples[row]);
  const std::vector<kg::TermId>& cells = answer.table.rows[row];
  Values values;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] != kg::TermId::None) values[answer.table.variables[i]] = cells[i];
  }
  if (const auto triple = claimed_triple(session, query, values, kg::Part::Inference)) {
    return question_of(*triple);
  }
  for (const kg::TermId cell : cells) {
    if (cell == kg::TermId::None || session.terms().term(cell).is_literal()) continue;
    if (concluded_about(session, cell)) return Question{cell, {}, {}};
  }
  if (const auto triple = claimed_triple(session, query, values, kg::Part::Base)) {
    return question_of(*triple);
  }
  return std::nullopt;
}

}  // namespace repl
