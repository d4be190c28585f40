#include <algorithm>
#include <string>
#include <vector>

#include "rules/plan.h"

namespace rules {

namespace {

/// Builds what the steps of a plan read.
class Preparation {
 public:
  Preparation(Plan& plan, WorkingGraph& graph) : plan_(plan), graph_(graph) {}

  void run() { run(plan_.steps); }

  /// Whether any predicate of what is new gets through the first steps, which look for it where
  /// other atoms speak of it.
  bool may_pass() {
    std::vector<const Probe*> sifts;
    for (const Step& step : plan_.steps) {
      const auto* probe = std::get_if<Probe>(&step.action);
      const bool sifts_predicates = probe != nullptr && probe->once &&
                                    probe->source.relation != kNoRelation &&
                                    probe->key == Operand::of_column(plan_.driver.predicate);
      if (!sifts_predicates) break;
      sifts.push_back(probe);
      graph_.at(probe->source.relation)
          .index(probe->key_side, probe->source.view, graph_.terms().size());
    }
    const View view = plan_.driver.view;
    if (view != View::Delta || sifts.empty()) return true;
    const auto passes = [&](RelationIndex relation) {
      return std::all_of(sifts.begin(), sifts.end(), [&](const Probe* sift) {
        return graph_.at(sift->source.relation)
                   .find(sift->key_side, graph_.at(relation).predicate(), sift->source.view)
                   .count > 0;
      });
    };
    return std::any_of(graph_.changed().begin(), graph_.changed().end(), passes);
  }

 private:
  void run(std::vector<Step>& steps) {
    for (Step& step : steps) {
      if (auto* probe = std::get_if<Probe>(&step.action)) {
        if (probe->source.relation == kNoRelation || joins(*probe)) continue;
        graph_.at(probe->source.relation)
            .index(probe->key_side, probe->source.view, graph_.terms().size());
        if (probe->narrowing) look_from_both_ends(*probe, step.number);
      } else if (const auto* check = std::get_if<Check>(&step.action)) {
        if (check->source.relation != kNoRelation) prepare(*check);
      } else if (auto* any = std::get_if<ProbeAny>(&step.action)) {
        graph_.index_any(any->key_side, any->view);
        if (any->end) look_from_both_ends(*any, step.number);
      } else if (auto* without = std::get_if<Without>(&step.action)) {
        run(without->steps);
      } else if (auto* fold = std::get_if<Fold>(&step.action)) {
        run(fold->steps);
      }
    }
  }

  void prepare(const Check& check) {
    Relation& relation = graph_.at(check.source.relation);
    const auto side = constant_side_of(check);
    if (side && check.source.view != View::Base) {
      const LocalId key = side == Side::Subject ? check.subject.constant : check.object.constant;
      if (relation.members(*side, key) != nullptr) return;
      if (members_pay(check, relation, *side)) {
        return relation.index_members(*side, key, graph_.terms().size());
      }
    }
    relation.index_rows(check.source.view, graph_.terms().size());
  }

  /// Members are a pass over the relation and two bits a term. They answer ten times as fast as the
  /// set of all rows, and spare the sets of what is new, which take each new row of whatever
  /// constant. All of a relation take no more memory than its rows, or those that are looked up.
  bool members_pay(const Check& check, const Relation& relation, Side side) const {
    const auto rows = static_cast<double>(relation.visible());
    const auto terms = static_cast<double>(graph_.terms().size());
    const auto count = static_cast<double>(relation.member_count(side) + 1);
    const bool small = count * terms <= 32 * std::max(rows, check.expected);
    return small && (!relation.tells_new_rows() || check.expected * 8 > std::max(rows, terms));
  }

  /// Whether an index of two relations stands in for that of one.
  bool joins(Probe& probe) {
    if (!probe.narrowing || !probe.narrowing->joined) return false;
    Narrowing& next = *probe.narrowing;
    graph_.join(probe.source.relation, probe.key_side, next.relation, next.key_side);
    const bool there = graph_.joined(probe.source.relation, probe.key_side, next.relation,
                                     next.key_side) != nullptr;
    if (there) next.fewer = false;
    return there;
  }

  /// Where a few keys have far more values than the others, what finds fewest on average may find
  /// most for many rows: with one term in half of the rows of both, as many as there are rows, for
  /// as many. Taking the shorter list of both each time is what bounds joins by the size of what
  /// can come out of them (Ngo et al. 2013, "Skew strikes back"). It takes a set of rows more, so
  /// that it is only done there.
  void look_from_both_ends(Probe& probe, std::uint32_t number) {
    Narrowing& next = *probe.narrowing;
    Relation& relation = graph_.at(probe.source.relation);
    next.fewer = relation.is_skewed(probe.key_side, probe.source.view);
    if (!next.fewer) return;
    relation.index_rows(probe.source.view, graph_.terms().size());
    graph_.at(next.relation).index(next.key_side, next.view, graph_.terms().size());
    note(number, next.note);
  }

  void look_from_both_ends(ProbeAny& probe, std::uint32_t number) {
    probe.fewer = graph_.is_any_skewed(probe.key_side, probe.view);
    if (!probe.fewer) return;
    graph_.index_any(other(probe.key_side), probe.view);
    note(number, ", or by its other end where that is less");
  }

  /// Adds words to a step, once.
  void note(std::uint32_t number, const std::string& words) {
    if (plan_.notes.empty()) return;
    std::string& text = plan_.notes[number].text;
    if (text.find(words) == std::string::npos) text += words;
  }

  Plan& plan_;
  WorkingGraph& graph_;
};

}  // namespace

bool prepare(Plan& plan, WorkingGraph& graph) {
  const Driver& driver = plan.driver;
  Preparation preparation(plan, graph);
  if (driver.kind == Driver::Kind::AnyRows && !preparation.may_pass()) return false;
  if (driver.kind == Driver::Kind::List && driver.view != View::Delta) {
    graph.at(driver.relation).index(driver.key_side, driver.view, graph.terms().size());
  } else if (driver.kind == Driver::Kind::AnyList) {
    graph.index_any(driver.key_side, driver.view);
  }
  preparation.run();
  return true;
}

}  // namespace rules
