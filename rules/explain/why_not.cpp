#include "rules/explain/why_not.h"

#include <algorithm>

#include "parser/diagnostic.h"
#include "rules/explain/fix.h"
#include "rules/explain/near_miss.h"
#include "rules/explain/remembering_view.h"
#include "rules/explain/why_not_search.h"

namespace explain {

namespace {

constexpr std::size_t kMostPredicates = 8;
constexpr std::size_t kMostScanned = 1000;

std::string local_name(const std::string& iri) { return iri.substr(iri.find_last_of("/#") + 1); }

/// Predicates of rule heads that are called almost as the one asked for.
std::vector<kg::TermId> near_heads(const Evidence& evidence, const RuleHeads& heads,
                                   kg::TermId predicate) {
  std::vector<std::string> names;
  const std::vector<kg::TermId> predicates = heads.predicates();
  for (const kg::TermId head : predicates) {
    names.push_back(local_name(evidence.interner.term(head).lexical));
  }
  const std::string near =
      parser::nearest(local_name(evidence.interner.term(predicate).lexical), names);
  std::vector<kg::TermId> found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!near.empty() && names[i] == near && predicates[i] != predicate) {
      found.push_back(predicates[i]);
    }
  }
  return found;
}

std::vector<kg::TermId> concluded_of(const Evidence& evidence, kg::TermId subject) {
  std::vector<kg::TermId> found;
  std::size_t scanned = 0;
  evidence.graph.scan(
      {subject, kg::TermId::None, kg::TermId::None}, kg::Part::Inference,
      [&](const kg::Triple& triple, kg::Order) {
        if (std::find(found.begin(), found.end(), triple.predicate) == found.end()) {
          found.push_back(triple.predicate);
        }
        return found.size() < kMostPredicates && ++scanned < kMostScanned;
      });
  return found;
}

}  // namespace

std::optional<WhyNot> why_not(const Evidence& given, const kg::TripleMask& mask,
                              const WhyNotOptions& options) {
  const RememberingView graph_view(given.graph);
  const Evidence evidence{given.program, graph_view, given.provenance, given.interner};
  const bool absent = evidence.graph.scan(mask, kg::Part::Evaluation,
                                          [](const kg::Triple&, kg::Order) { return false; });
  if (!absent) return std::nullopt;
  const RuleHeads heads(evidence.program.rules, evidence.interner);
  WhyNot result = WhyNotSearch(evidence, heads, options).search(mask);
  result.near = near_miss(evidence, heads, mask, options.nearest);
  if (result.goals.front().attempts.empty() && mask.predicate != kg::TermId::None) {
    result.near_heads = near_heads(evidence, heads, mask.predicate);
    if (mask.subject != kg::TermId::None) {
      result.concluded_of_subject = concluded_of(evidence, mask.subject);
    }
  }
  check_fixes(given, heads, result, options.max_triples_to_try);
  return result;
}

}  // namespace explain
