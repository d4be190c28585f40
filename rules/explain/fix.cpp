#include "rules/explain/fix.h"

#include <algorithm>
#include <chrono>

#include "rules/explain/fix_safety.h"
#include "rules/explain/hypothesis.h"

namespace explain {

namespace {

constexpr std::size_t kMostChecked = 4;
/// A graph that is small may still have rules that conclude a lot.
constexpr std::size_t kMostInferences = 1'000'000;
constexpr std::chrono::milliseconds kPatience{250};

template <class T>
void add_distinct(std::vector<T>& into, const std::vector<T>& from) {
  for (const T& item : from) {
    const auto at = std::lower_bound(into.begin(), into.end(), item);
    if (at == into.end() || *at != item) into.insert(at, item);
  }
}

bool usable(const Fix& fix) { return fix.complete && !fix.empty(); }

Fix::Check try_out(const Evidence& evidence, const kg::TripleMask& goal, const Fix& fix) {
  kg::OverlayGraph graph(evidence.graph, evidence.provenance);
  for (const kg::Triple& triple : fix.retract_triples) graph.retract(triple);
  for (const kg::Triple& triple : fix.assert_triples) graph.assert_triple(triple);
  rules::EvaluateOptions options;
  options.threads = 1;
  options.max_inferences = kMostInferences;
  options.timeout = kPatience;
  if (!conclude(evidence.program, graph, evidence.interner, options)) return Fix::Check::Unknown;
  const bool none =
      graph.scan(goal, kg::Part::Evaluation, [](const kg::Triple&, kg::Order) { return false; });
  return none ? Fix::Check::DoesNot : Fix::Check::Holds;
}

}  // namespace

void merge(Fix& into, const Fix& other) {
  add_distinct(into.assert_triples, other.assert_triples);
  add_distinct(into.retract_triples, other.retract_triples);
  add_distinct(into.open_triples, other.open_triples);
  into.complete = into.complete && other.complete;
  into.extra += other.extra;
}

void assert_also(Fix& fix, const kg::Triple& triple) { add_distinct(fix.assert_triples, {triple}); }

void retract_also(Fix& fix, const kg::Triple& triple) {
  add_distinct(fix.retract_triples, {triple});
}

void check_fixes(const Evidence& evidence, const RuleHeads& heads, WhyNot& why_not,
                 std::size_t max_triples_to_try) {
  Goal& goal = why_not.goals.front();
  const bool small = evidence.graph.estimate({}, kg::Part::Base) <= max_triples_to_try;
  std::size_t checked = 0;
  for (std::size_t i = 0; i < goal.attempts.size() && checked < kMostChecked; ++i) {
    Fix& fix = goal.attempts[i].fix;
    if (!usable(fix)) continue;
    ++checked;
    fix.check = small ? try_out(evidence, goal.mask, fix)
                : FixSafety(evidence, heads, why_not).suffices(goal.attempts[i])
                    ? Fix::Check::Holds
                    : Fix::Check::Unknown;
    // One that does is enough, and the nearest.
    if (fix.check == Fix::Check::Holds) break;
  }
  std::stable_partition(goal.attempts.begin(), goal.attempts.end(), [](const Attempt& attempt) {
    return attempt.fix.check != Fix::Check::DoesNot;
  });
}

}  // namespace explain
