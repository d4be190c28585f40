#include "rules/verify/matching.h"

#include <algorithm>
#include <array>
#include <variant>

#include "kg/term_id.h"

namespace verify {

namespace {

bool fits(const match::Slot& slot, kg::TermId term, const kg::Dictionary& dictionary,
          match::Bindings& bindings) {
  if (slot.kind == match::Slot::Kind::Constant) return slot.constant == term;
  if (slot.kind == match::Slot::Kind::Variable) {
    kg::TermId& value = bindings[slot.variable];
    if (value == kg::TermId::None) value = term;
    return value == term;
  }
  if (!kg::is_triple_term(term)) return false;
  const rdf::Term whole = dictionary.term(term);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto part = dictionary.find(whole.components[i]);
    if (!part || !fits(slot.components[i], *part, dictionary, bindings)) return false;
  }
  return true;
}

/// What a position is known to be before it is matched.
kg::TermId known(const match::Slot& slot, const match::Bindings& bindings) {
  if (slot.kind == match::Slot::Kind::Constant) return slot.constant;
  if (slot.kind == match::Slot::Kind::Variable) return bindings[slot.variable];
  return kg::TermId::None;
}

struct Search {
  const match::Negation& negation;
  const kg::GraphView& graph;
  kg::Part part;
  const kg::Dictionary& dictionary;
  match::Evaluator& evaluator;

  /// A NOT has as many elements as its author wrote: recursion is as deep.
  bool from(std::size_t element, const match::Bindings& bindings) {
    if (element == negation.body.size()) return true;
    if (const auto* filter = std::get_if<match::Filter>(&negation.body[element])) {
      return evaluator.test(filter->condition, bindings).value_or(false) &&
             from(element + 1, bindings);
    }
    const auto& pattern = std::get<match::TriplePattern>(negation.body[element]);
    bool found = false;
    const kg::TripleMask mask{known(pattern.subject, bindings), known(pattern.predicate, bindings),
                              known(pattern.object, bindings)};
    graph.scan(mask, part, [&](const kg::Triple& triple, kg::Order) {
      match::Bindings extended = bindings;
      found = matches(pattern, triple, dictionary, extended) && from(element + 1, extended);
      return !found;
    });
    return found;
  }
};

}  // namespace

bool matches(const match::Slot& slot, kg::TermId term, const kg::Dictionary& dictionary,
             match::Bindings& bindings) {
  match::Bindings extended = bindings;
  if (!fits(slot, term, dictionary, extended)) return false;
  bindings = std::move(extended);
  return true;
}

bool matches(const match::TriplePattern& pattern, const kg::Triple& triple,
             const kg::Dictionary& dictionary, match::Bindings& bindings) {
  match::Bindings extended = bindings;
  if (!fits(pattern.subject, triple.subject, dictionary, extended) ||
      !fits(pattern.predicate, triple.predicate, dictionary, extended) ||
      !fits(pattern.object, triple.object, dictionary, extended)) {
    return false;
  }
  bindings = std::move(extended);
  return true;
}

bool has_solution(const match::Negation& negation, const kg::GraphView& graph, kg::Part part,
                  match::Bindings bindings, const kg::Dictionary& dictionary,
                  match::Evaluator& evaluator) {
  return Search{negation, graph, part, dictionary, evaluator}.from(0, bindings);
}

bool asks_for_time(const match::Expression& expression) {
  return expression.op == parser::Operator::Now ||
         std::any_of(expression.operands.begin(), expression.operands.end(), asks_for_time);
}

}  // namespace verify
