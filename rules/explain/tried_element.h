#pragma once

#include "ontology/citation.h"
#include "rules/explain/instances.h"
#include "rules/explain/partial_match.h"
#include "rules/explain/why_not.h"

namespace explain {

/// Tells of the elements of a partial match: what they say with the values tried, where what holds
/// comes from, and what is there that should be absent.
class ElementTeller {
 public:
  ElementTeller(const Evidence& evidence, InstanceFinder& finder, match::Evaluator& evaluator)
      : evidence_(evidence),
        finder_(finder),
        evaluator_(evaluator),
        citations_(evidence.graph, evidence.interner) {}

  TriedElement tell(rules::RuleIndex rule, const PartialMatch& match, std::uint32_t element);

 private:
  void tell_triple(TriedElement& told, const kg::Triple& triple, kg::Part part);
  void tell_expression(TriedElement& told, const rules::Rule& rule, const PartialMatch& match,
                       const match::Expression& expression);
  void tell_aggregate(TriedElement& told, const rules::Rule& rule, const PartialMatch& match,
                      const match::Aggregate& aggregate);
  void tell_absence(TriedElement& told, const rules::Rule& rule, const PartialMatch& match,
                    const match::Negation& negation);
  TriedElement::Present present(const kg::Triple& triple, kg::Order order);
  std::optional<rules::RuleIndex> concluded_by(const kg::Triple& triple, kg::Order order);
  std::vector<kg::Triple> falls_without(const kg::Triple& triple);

  static constexpr std::size_t kMostPresent = 4;
  static constexpr std::size_t kLooks = 4'000;

  const Evidence& evidence_;
  InstanceFinder& finder_;
  match::Evaluator& evaluator_;
  ontology::CitationReader citations_;
};

}  // namespace explain
