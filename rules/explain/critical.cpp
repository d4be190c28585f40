#include "rules/explain/critical.h"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>
#include <variant>

#include "rules/explain/horn.h"
#include "rules/explain/recount.h"

namespace explain {

namespace {

/// The candidates that are still thought critical, by their numbers.
struct Candidates {
  std::vector<std::size_t> facts;
  std::vector<std::size_t> absences;
};

/// A derivation graph as Horn clauses. The atoms are its triples, then the absences that are
/// candidates.
class Clauses {
 public:
  /// `facts_expanded`: facts that are candidates were looked into, too. `counted`: an instance does
  /// not do without any of what its aggregates count; else it does without all of that.
  Clauses(const Evidence& evidence, const DerivationGraph& graph, bool facts_expanded, bool counted,
          const std::unordered_set<kg::Triple>& facts,
          const std::map<AbsenceKey, std::size_t>& absences)
      : rules_(evidence.program.rules),
        graph_(graph),
        absences_(absences),
        counted_(counted),
        clauses(graph.size() + absences.size()) {
    for (Vertex vertex = 0; vertex < graph.size(); ++vertex) {
      const auto& triple = graph[vertex];
      // What was not looked into may hold whatever is taken away; then nothing is called critical
      // that is not.
      const bool looked_into =
          triple.complete || (!facts_expanded && triple.order == kg::Order::Asserted);
      const bool candidate = facts.contains(triple.triple);
      const bool derived = triple.order >= kg::Order::FirstRound;
      if (!looked_into || (!derived && !candidate)) clauses.add_fact(vertex);
      for (const auto& step : graph.steps(vertex)) add(vertex, step);
    }
  }

 private:
  void add(Vertex head, const DerivationGraph::Step& step) {
    auto premises = graph_.premises(step);
    const rules::Rule& rule = rules_.rule(step.rule);
    if (!counted_) premises = premises.first(pattern_count(rule));
    std::vector<HornClauses::Atom> body(premises.begin(), premises.end());
    for (std::uint32_t i = 0; i < rule.body.size() && !absences_.empty(); ++i) {
      if (!std::holds_alternative<match::Negation>(rule.body[i])) continue;
      const auto found = absences_.find(absence_key(step.rule, rule, i, graph_.bindings(step)));
      if (found == absences_.end()) continue;
      body.push_back(static_cast<HornClauses::Atom>(graph_.size() + found->second));
    }
    clauses.add_clause(head, body);
  }

  const rules::RuleSet& rules_;
  const DerivationGraph& graph_;
  const std::map<AbsenceKey, std::size_t>& absences_;
  bool counted_;

 public:
  HornClauses clauses;
};

class Search {
 public:
  Search(const Evidence& evidence, std::span<const kg::Triple> facts,
         std::span<const AbsenceKey> absences)
      : evidence_(evidence), facts_(facts), absences_(absences) {}

  /// Leaves in `candidates` those that are critical in the graph. Returns whether it looked at them
  /// all.
  bool narrow(const DerivationGraph& graph, bool facts_expanded, bool counted,
              Candidates& candidates) const {
    std::unordered_set<kg::Triple> fact_set;
    std::map<AbsenceKey, std::size_t> absence_numbers;
    std::vector<HornClauses::Atom> atoms;
    Candidates kept;
    for (const std::size_t fact : candidates.facts) {
      const auto vertex = graph.find(facts_[fact]);
      if (!vertex || !fact_set.insert(facts_[fact]).second) continue;
      atoms.push_back(*vertex);
      kept.facts.push_back(fact);
    }
    for (const std::size_t absence : candidates.absences) {
      const std::size_t number = absence_numbers.size();
      if (!absence_numbers.emplace(absences_[absence], number).second) continue;
      atoms.push_back(static_cast<HornClauses::Atom>(graph.size() + number));
      kept.absences.push_back(absence);
    }
    Clauses encoded(evidence_, graph, facts_expanded, counted, fact_set, absence_numbers);
    const std::size_t max_work = 64 * (graph.size() + graph.step_count() + 1024);
    const auto result = encoded.clauses.needed(0, atoms, max_work);
    candidates = {};
    for (std::size_t i = 0; i < atoms.size(); ++i) {
      if (!result.needed[i]) continue;
      if (i < kept.facts.size()) {
        candidates.facts.push_back(kept.facts[i]);
      } else {
        candidates.absences.push_back(kept.absences[i - kept.facts.size()]);
      }
    }
    return !result.bounded && graph.complete();
  }

  /// Leaves those facts that are critical although instances that lose what they count may conclude
  /// the same. Of absences those that all proofs need whatever is counted. Returns likewise.
  bool narrow_by_counting(const DerivationGraph& graph, Candidates& candidates) const {
    Candidates certain = candidates;
    bool all = narrow(graph, true, false, certain);
    Recount recount(evidence_, graph);
    std::vector<std::size_t> kept;
    std::size_t tries = kMaxTries;
    for (const std::size_t fact : candidates.facts) {
      const auto& known = certain.facts;
      bool critical = std::find(known.begin(), known.end(), fact) != known.end();
      if (!critical && tries > 0) {
        --tries;
        critical = !recount.holds_without(facts_[fact]);
      } else if (!critical) {
        all = false;
      }
      if (critical) kept.push_back(fact);
    }
    all = all && certain.absences.size() == candidates.absences.size();
    candidates = {std::move(kept), std::move(certain.absences)};
    return all;
  }

 private:
  /// Each takes the time of a walk through the graph, and of matching the rules that count.
  static constexpr std::size_t kMaxTries = 200;

  const Evidence& evidence_;
  std::span<const kg::Triple> facts_;
  std::span<const AbsenceKey> absences_;
};

}  // namespace

Critical find_critical(const Evidence& evidence, InstanceFinder& finder,
                       const DerivationGraph& older, std::span<const kg::Triple> facts,
                       std::span<const AbsenceKey> absences, const WhyOptions& limits) {
  const Search search(evidence, facts, absences);
  Candidates candidates;
  for (std::size_t i = 0; i < facts.size(); ++i) candidates.facts.push_back(i);
  for (std::size_t i = 0; i < absences.size(); ++i) candidates.absences.push_back(i);
  Critical result{std::vector<bool>(facts.size()), std::vector<bool>(absences.size()), false};
  result.bounded = !search.narrow(older, false, true, candidates);
  if (!candidates.facts.empty() || !candidates.absences.empty()) {
    std::vector<kg::Triple> expand_too;
    for (const std::size_t fact : candidates.facts) expand_too.push_back(facts[fact]);
    const DerivationGraph all(evidence, finder, older[0].triple,
                              {false, limits, expand_too, false});
    result.bounded = !search.narrow(all, true, true, candidates) || result.bounded;
    if (counts(evidence.program.rules, all)) {
      result.bounded = !search.narrow_by_counting(all, candidates) || result.bounded;
    }
  }
  for (const std::size_t fact : candidates.facts) result.facts[fact] = true;
  for (const std::size_t absence : candidates.absences) result.absences[absence] = true;
  return result;
}

}  // namespace explain
