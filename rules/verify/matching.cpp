#include "rules/verify/matching.h"

#include <algorithm>
#include <type_traits>
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

/// Nested loops over the elements in the order of the text. A body has as many elements as its
/// author wrote: recursion is as deep.
template <typename Body>
struct Search {
  const Body& body;
  const kg::GraphView& graph;
  kg::Part part;
  const kg::Dictionary& dictionary;
  match::Evaluator& evaluator;
  const SolutionVisitor& visit;
  std::vector<kg::Triple> matched = {};

  /// False if the visitor stopped it.
  bool from(std::size_t element, const match::Bindings& bindings) {
    if (element == body.size()) return visit(bindings, matched);
    if (const auto* pattern = std::get_if<match::TriplePattern>(&body[element])) {
      const kg::TripleMask mask{known(pattern->subject, bindings),
                                known(pattern->predicate, bindings),
                                known(pattern->object, bindings)};
      return graph.scan(mask, part, [&](const kg::Triple& triple, kg::Order) {
        match::Bindings extended = bindings;
        if (!matches(*pattern, triple, dictionary, extended)) return true;
        matched.push_back(triple);
        const bool go_on = from(element + 1, extended);
        matched.pop_back();
        return go_on;
      });
    }
    return !holds(body[element], bindings) || from(element + 1, bindings);
  }

 private:
  template <typename Element>
  bool holds(const Element& element, const match::Bindings& bindings) {
    if (const auto* filter = std::get_if<match::Filter>(&element)) {
      return evaluator.test(filter->condition, bindings).value_or(false);
    }
    if constexpr (std::is_constructible_v<Element, match::Negation>) {
      const auto& negation = std::get<match::Negation>(element);
      return !has_solution(negation, graph, negation.data ? kg::Part::Base : part, bindings,
                           dictionary, evaluator);
    }
    return false;
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

void visit_solutions(const match::Aggregate& aggregate, const kg::GraphView& graph, kg::Part part,
                     const match::Bindings& bindings, const kg::Dictionary& dictionary,
                     match::Evaluator& evaluator, const SolutionVisitor& visit) {
  Search<decltype(aggregate.body)>{aggregate.body, graph, part, dictionary, evaluator, visit}.from(
      0, bindings);
}

bool has_solution(const match::Negation& negation, const kg::GraphView& graph, kg::Part part,
                  const match::Bindings& bindings, const kg::Dictionary& dictionary,
                  match::Evaluator& evaluator) {
  bool found = false;
  const SolutionVisitor stop = [&](const match::Bindings&, const std::vector<kg::Triple>&) {
    found = true;
    return false;
  };
  Search<decltype(negation.body)>{negation.body, graph, part, dictionary, evaluator, stop}.from(
      0, bindings);
  return found;
}

bool asks_for_time(const match::Expression& expression) {
  return expression.op == parser::Operator::Now ||
         std::any_of(expression.operands.begin(), expression.operands.end(),
                     [](const match::Expression& operand) { return asks_for_time(operand); });
}

bool asks_for_time(const match::Negation& negation) {
  return std::any_of(negation.body.begin(), negation.body.end(), [](const auto& inner) {
    const auto* filter = std::get_if<match::Filter>(&inner);
    return filter != nullptr && asks_for_time(filter->condition);
  });
}

bool asks_for_time(const match::Aggregate& aggregate) {
  if (aggregate.argument && asks_for_time(*aggregate.argument)) return true;
  return std::any_of(aggregate.body.begin(), aggregate.body.end(), [](const auto& inner) {
    if (const auto* filter = std::get_if<match::Filter>(&inner)) {
      return asks_for_time(filter->condition);
    }
    const auto* negation = std::get_if<match::Negation>(&inner);
    return negation != nullptr && asks_for_time(*negation);
  });
}

}  // namespace verify
