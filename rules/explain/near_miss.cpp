#include "rules/explain/near_miss.h"

#include "kg/term_id.h"

namespace explain {

namespace {

constexpr std::size_t kMostShown = 3;
constexpr std::size_t kMostCounted = 100;

std::size_t collect(const Evidence& evidence, const kg::TripleMask& mask,
                    std::vector<kg::Triple>& into) {
  std::size_t count = 0;
  evidence.graph.scan(mask, kg::Part::Evaluation, [&](const kg::Triple& triple, kg::Order) {
    if (into.size() < kMostShown) into.push_back(triple);
    return ++count < kMostCounted;
  });
  return count;
}

bool used(const Evidence& evidence, const kg::TripleMask& mask) {
  return !evidence.graph.scan(mask, kg::Part::Evaluation,
                              [](const kg::Triple&, kg::Order) { return false; });
}

}  // namespace

NearMiss near_miss(const Evidence& evidence, const RuleHeads& heads, const kg::TripleMask& mask,
                   const std::function<std::optional<kg::TermId>(kg::TermId)>& nearest) {
  NearMiss near;
  const auto none = kg::TermId::None;
  const auto report = [&](kg::TermId term, bool is_predicate) {
    if (!kg::is_iri(term)) return;
    const auto like = nearest ? nearest(term) : std::nullopt;
    near.unused.push_back({term, is_predicate, like.value_or(none)});
  };
  if (mask.predicate == none) return near;
  if (!used(evidence, {none, mask.predicate, none})) {
    if (!heads.any({none, mask.predicate, none})) report(mask.predicate, true);
    return near;
  }
  if (mask.subject != none) {
    near.same_subject_count =
        collect(evidence, {mask.subject, mask.predicate, none}, near.same_subject);
  }
  if (mask.object != none) {
    near.same_object_count =
        collect(evidence, {none, mask.predicate, mask.object}, near.same_object);
  }
  for (const kg::TermId term : {mask.subject, mask.object}) {
    if (term != none && !used(evidence, {term, none, none}) &&
        !used(evidence, {none, none, term})) {
      report(term, false);
    }
  }
  return near;
}

}  // namespace explain
