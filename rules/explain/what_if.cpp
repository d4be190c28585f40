#include "rules/explain/what_if.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>
#include <variant>

#include "rules/explain/counted.h"
#include "rules/explain/derivation_graph.h"
#include "rules/explain/least_proof.h"
#include "rules/explain/partial_match.h"
#include "rules/explain/remembering_view.h"
#include "rules/explain/rule_effects.h"
#include "rules/explain/rule_heads.h"

namespace explain {

namespace {

constexpr std::size_t kMostReasons = 3'000;
/// Conclusions whose proofs are taken apart to say why they came or went.
constexpr std::size_t kMostCauses = 2'000;
constexpr std::size_t kMostCausesOfOne = 12;
constexpr WhyOptions kLimits{2'000, 4'000};

/// Proofs in one state, and what of them does not stand in the other.
class State {
 public:
  /// `terms` knows those of both.
  State(const Evidence& own, const Evidence& other, kg::Interner& terms)
      : view_(own.graph),
        other_view_(other.graph),
        evidence_{own.program, view_, own.provenance, own.interner},
        other_{other.program, other_view_, other.provenance, terms},
        finder_(evidence_),
        evaluator_(terms) {
    std::unordered_map<std::string, rules::RuleIndex> statements;
    for (std::size_t i = 0; i < other.program.rules.rules.size(); ++i) {
      statements.emplace(rule_statement(other.program.rules.rules[i], other.program.rules.prefixes,
                                        other.interner),
                         static_cast<rules::RuleIndex>(i));
    }
    for (const rules::Rule& rule : own.program.rules.rules) {
      in_other_.push_back(
          statements.contains(rule_statement(rule, own.program.rules.prefixes, own.interner)));
    }
  }

  const Evidence& evidence() const { return evidence_; }
  bool in_other(rules::RuleIndex rule) const { return in_other_[static_cast<std::size_t>(rule)]; }

  /// How a triple of the graph is concluded by its least proof; the step stays where it is.
  const ProofStep* step(const kg::Triple& triple) {
    const auto known = steps_.find(triple);
    if (known != steps_.end()) return known->second.rule ? &known->second : nullptr;
    const auto order = evidence_.graph.find(triple, kg::Part::Evaluation);
    if (!order || *order < kg::Order::FirstRound) return nullptr;
    const DerivationGraph graph(evidence_, finder_, triple, {true, kLimits, {}});
    Proof proof = least_proof(evidence_, finder_, graph);
    // The least proof of a step is that of what it concludes, so the other steps serve as well.
    if (proof.least) {
      for (auto& [concluded, step] : proof.steps) steps_.try_emplace(concluded, std::move(step));
    } else {
      steps_.try_emplace(triple, std::move(proof.steps[triple]));
    }
    const ProofStep& found = steps_[triple];
    return found.rule ? &found : nullptr;
  }

  /// What in the proof of a triple does not stand in the other state, from the top down: below a
  /// premise that is gone is why it is gone.
  std::vector<Cause> causes(const kg::Triple& conclusion, Change change) {
    const bool lost = change != Change::Gained;
    std::vector<Cause> found;
    std::vector<kg::Triple> open = {conclusion};
    std::unordered_map<kg::Triple, bool> met;
    while (!open.empty() && found.size() < kMostCausesOfOne) {
      const kg::Triple triple = open.back();
      open.pop_back();
      if (!met.emplace(triple, true).second) continue;
      const bool stands = other_.graph.find(triple, kg::Part::Evaluation).has_value();
      const ProofStep* proof = step(triple);
      if (proof == nullptr) {
        if (!stands) {
          found.push_back({lost ? Cause::Kind::Gone : Cause::Kind::Stated, triple, std::nullopt});
        }
        continue;
      }
      if (!in_other(*proof->rule)) {
        found.push_back({lost ? Cause::Kind::RuleGone : Cause::Kind::RuleNew, {}, *proof->rule});
        continue;
      }
      add_present(*proof, lost, found);
      add_counted(*proof, lost, found);
      for (const kg::Triple& premise : proof->premises) {
        const bool same = change == Change::OtherReason
                              ? this->stands(premise)
                              : other_.graph.find(premise, kg::Part::Evaluation).has_value();
        if (!same) open.push_back(premise);
      }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  /// Whether the least proof of a triple is one in the other state too.
  bool stands(const kg::Triple& conclusion) {
    std::vector<std::pair<kg::Triple, bool>> open = {{conclusion, false}};
    while (!open.empty()) {
      const auto [triple, premises_done] = open.back();
      if (stands_.contains(triple)) {
        open.pop_back();
        continue;
      }
      const ProofStep* proof = step(triple);
      if (proof == nullptr) {
        stands_[triple] = other_.graph.find(triple, kg::Part::Evaluation).has_value();
      } else if (!premises_done) {
        open.back().second = true;
        for (const kg::Triple& premise : proof->premises) open.emplace_back(premise, false);
        continue;
      } else {
        std::vector<Cause> present;
        add_present(*proof, true, present);
        stands_[triple] = in_other(*proof->rule) && present.empty() && counts_the_same(*proof) &&
                          std::all_of(proof->premises.begin(), proof->premises.end(),
                                      [&](const kg::Triple& premise) { return stands_[premise]; });
      }
      open.pop_back();
    }
    return stands_[conclusion];
  }

 private:
  /// Whether the aggregates of a step come to the same in the other state.
  bool counts_the_same(const ProofStep& step) {
    const rules::Rule& rule = evidence_.program.rules.rule(*step.rule);
    return std::all_of(rule.body.begin(), rule.body.end(), [&](const match::Element& element) {
      const auto* aggregate = std::get_if<match::Aggregate>(&element);
      return aggregate == nullptr ||
             aggregate_value(other_, rule, *aggregate, step.bindings, evaluator_) ==
                 step.bindings[aggregate->variable];
    });
  }

  /// What the NOTs of a step look for that the other state holds.
  void add_present(const ProofStep& step, bool lost, std::vector<Cause>& found) {
    const rules::Rule& rule = evidence_.program.rules.rule(*step.rule);
    for (const match::Element& element : rule.body) {
      const auto* negation = std::get_if<match::Negation>(&element);
      if (negation == nullptr) continue;
      const auto part = negation->data || rule.where_data ? kg::Part::Base : kg::Part::Evaluation;
      const std::vector<match::Element> body = elements_of(*negation);
      match::Bindings bindings = step.bindings;
      match::solve(body, {&other_.graph, part, {}}, bindings, other_.interner, evaluator_,
                   [&](const match::Bindings& solution) {
                     add_instances(body, solution, part, lost, found);
                     return false;
                   });
    }
  }

  void add_instances(const std::vector<match::Element>& body, const match::Bindings& solution,
                     kg::Part part, bool lost, std::vector<Cause>& found) {
    add_instances(body, solution, evidence_, part,
                  lost ? Cause::Kind::Present : Cause::Kind::Absent, found);
  }

  /// Triples of a solution that the graph of `lacking` does not hold.
  void add_instances(const std::vector<match::Element>& body, const match::Bindings& solution,
                     const Evidence& lacking, kg::Part part, Cause::Kind kind,
                     std::vector<Cause>& found) {
    for (const match::Element& element : body) {
      const auto* pattern = std::get_if<match::TriplePattern>(&element);
      if (pattern == nullptr) continue;
      const auto triple = match::substitute(*pattern, solution, other_.interner);
      if (!triple || lacking.graph.find(*triple, part)) continue;
      found.push_back({kind, *triple, std::nullopt});
    }
  }

  /// What the aggregates of a step count in the other state and not here; what they count here is
  /// among the premises of the step. Then what the NOTs inside of them let through in one state
  /// alone.
  void add_counted(const ProofStep& step, bool lost, std::vector<Cause>& found) {
    const rules::Rule& rule = evidence_.program.rules.rule(*step.rule);
    for (const match::Element& element : rule.body) {
      const auto* aggregate = std::get_if<match::Aggregate>(&element);
      if (aggregate == nullptr) continue;
      const auto there = counted(other_, rule, *aggregate, step.bindings, evaluator_);
      for (const kg::Triple& triple : premises_of(there)) {
        if (evidence_.graph.find(triple, kg::Part::Evaluation)) continue;
        found.push_back({lost ? Cause::Kind::Stated : Cause::Kind::Gone, triple, std::nullopt});
      }
      const Evidence here{evidence_.program, evidence_.graph, evidence_.provenance,
                          other_.interner};
      add_let_through(*aggregate, rule, there, here, other_,
                      lost ? Cause::Kind::Absent : Cause::Kind::Present, found);
      add_let_through(*aggregate, rule, counted(here, rule, *aggregate, step.bindings, evaluator_),
                      other_, here, lost ? Cause::Kind::Present : Cause::Kind::Absent, found);
    }
  }

  /// What stands in the way of a solution in the graph of `held`, and not in that of `lacking`.
  void add_let_through(const match::Aggregate& aggregate, const rules::Rule& rule,
                       const std::vector<Solution>& solutions, const Evidence& held,
                       const Evidence& lacking, Cause::Kind kind, std::vector<Cause>& found) {
    for (const auto& inner : aggregate.body) {
      const auto* negation = std::get_if<match::Negation>(&inner);
      if (negation == nullptr) continue;
      const bool base = aggregate.data || negation->data || rule.where_data;
      const auto part = base ? kg::Part::Base : kg::Part::Evaluation;
      const std::vector<match::Element> body = elements_of(*negation);
      for (const Solution& solution : solutions) {
        match::Bindings bindings = solution.bindings;
        match::solve(body, {&held.graph, part, {}}, bindings, held.interner, evaluator_,
                     [&](const match::Bindings& found_bindings) {
                       add_instances(body, found_bindings, lacking, part, kind, found);
                       return false;
                     });
      }
    }
  }

  RememberingView view_;
  RememberingView other_view_;
  Evidence evidence_;
  Evidence other_;
  InstanceFinder finder_;
  match::Evaluator evaluator_;
  std::vector<bool> in_other_;
  std::unordered_map<kg::Triple, ProofStep> steps_;
  std::unordered_map<kg::Triple, bool> stands_;
};

/// Sorted by triple.
std::vector<kg::Inference> inferences(const kg::GraphView& graph) {
  std::vector<kg::Inference> found;
  graph.scan({}, kg::Part::Inference, [&](const kg::Triple& triple, kg::Order order) {
    found.push_back({triple, order});
    return true;
  });
  std::sort(found.begin(), found.end(), [](const kg::Inference& left, const kg::Inference& right) {
    return left.triple < right.triple;
  });
  return found;
}

/// Those of `left` that are not in `right`, and that `other` does not hold otherwise; the youngest
/// first.
std::vector<kg::Inference> without(const std::vector<kg::Inference>& left,
                                   const std::vector<kg::Inference>& right,
                                   const kg::GraphView& other) {
  std::vector<kg::Inference> found;
  std::set_difference(
      left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(found),
      [](const kg::Inference& a, const kg::Inference& b) { return a.triple < b.triple; });
  std::erase_if(found, [&](const kg::Inference& inference) {
    return other.find(inference.triple, kg::Part::Evaluation).has_value();
  });
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.order > b.order; });
  return found;
}

ChangedConclusion told(State& state, const kg::Triple& triple, Change change, bool with_causes) {
  ChangedConclusion result;
  result.change = change;
  result.triple = triple;
  if (!with_causes) return result;
  if (const ProofStep* step = state.step(triple)) {
    result.rule = step->rule;
    result.bindings = step->bindings;
  }
  if (change != Change::OtherReason) result.causes = state.causes(triple, change);
  return result;
}

class Comparison {
 public:
  Comparison(const Evidence& before, const Evidence& after)
      : before_(before, after, after.interner), after_(after, before, after.interner) {}

  Difference run(const std::vector<kg::Triple>& changed) {
    const auto old = inferences(before_.evidence().graph);
    const auto now = inferences(after_.evidence().graph);
    const auto lost = without(old, now, after_.evidence().graph);
    const auto gained = without(now, old, before_.evidence().graph);
    result_.lost = lost.size();
    result_.gained = gained.size();
    result_.concluded = now.size();
    for (const kg::Inference& inference : lost) add(before_, inference.triple, Change::Lost);
    for (const kg::Inference& inference : gained) add(after_, inference.triple, Change::Gained);
    std::vector<kg::Triple> differing = changed;
    for (const auto* list : {&lost, &gained}) {
      for (const kg::Inference& inference : *list) differing.push_back(inference.triple);
    }
    find_other_reasons(old, differing);
    return std::move(result_);
  }

 private:
  void add(State& state, const kg::Triple& triple, Change change) {
    const bool with_causes = result_.conclusions.size() < kMostCauses;
    result_.conclusions.push_back(told(state, triple, change, with_causes));
  }

  void find_other_reasons(const std::vector<kg::Inference>& old,
                          const std::vector<kg::Triple>& differing) {
    const Evidence& before = before_.evidence();
    std::vector<rules::RuleIndex> gone;
    for (std::size_t i = 0; i < before.program.rules.rules.size(); ++i) {
      const auto rule = static_cast<rules::RuleIndex>(i);
      if (!before_.in_other(rule)) gone.push_back(rule);
    }
    const auto affected = affected_rules(before.program, before.interner, differing, gone);
    const RuleHeads heads(before.program.rules, before.interner);
    std::vector<kg::Inference> candidates;
    for (const kg::Inference& inference : old) {
      const kg::Triple& t = inference.triple;
      const auto matches = heads.matching({t.subject, t.predicate, t.object});
      const bool may = std::any_of(matches.begin(), matches.end(), [&](const HeadMatch& match) {
        return affected[static_cast<std::size_t>(match.rule)];
      });
      if (!may || !after_.evidence().graph.find(t, kg::Part::Evaluation)) continue;
      if (candidates.size() == kMostReasons) {
        result_.reasons_bounded = true;
        break;
      }
      candidates.push_back(inference);
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.order > b.order; });
    for (const kg::Inference& inference : candidates) {
      if (before_.stands(inference.triple)) continue;
      ++result_.other_reason;
      ChangedConclusion kept = told(after_, inference.triple, Change::OtherReason, true);
      kept.causes = before_.causes(inference.triple, Change::OtherReason);
      result_.conclusions.push_back(std::move(kept));
    }
  }

  State before_;
  State after_;
  Difference result_;
};

}  // namespace

Difference compare(const Evidence& before, const Evidence& after,
                   const std::vector<kg::Triple>& changed) {
  return Comparison(before, after).run(changed);
}

}  // namespace explain
