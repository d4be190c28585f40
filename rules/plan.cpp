#include "rules/plan.h"

#include <algorithm>
#include <cassert>
#include <span>
#include <utility>

#include "rules/join_search.h"
#include "rules/liveness.h"

namespace rules {

namespace {

/// Puts steps in their order.
class Planner {
 public:
  Planner(const Clause& clause, const Statistics& statistics)
      : clause_(clause), statistics_(statistics) {
    plan_.column_count = clause.column_count;
    bound_.assign(clause.column_count, false);
    steps_ = &plan_.steps;
  }

  Plan make(std::optional<std::size_t> delta) {
    std::vector<Atom> atoms = clause_.atoms;
    std::vector<View> views(atoms.size(), clause_.base ? View::Base : View::All);
    if (delta)
      std::fill(views.begin() + static_cast<std::ptrdiff_t>(*delta) + 1, views.end(), View::Before);
    std::vector<double> distinct(plan_.column_count, 0);
    if (delta) {
      drive(atoms[*delta], View::Delta);
      bind_estimates(atoms[*delta], statistics_, distinct);
      atoms.erase(atoms.begin() + static_cast<std::ptrdiff_t>(*delta));
      views.erase(views.begin() + static_cast<std::ptrdiff_t>(*delta));
    }
    const std::vector<std::size_t> order = cheapest_order(atoms, distinct, statistics_);
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i == 0 && !delta && can_drive(atoms[order[0]])) {
        drive(atoms[order[0]], views[order[0]]);
      } else {
        place_ready();
        place(atoms[order[i]], views[order[i]]);
      }
    }
    place_ready();
    conclude();
    plan_.size = static_cast<double>(statistics_.graph.visible_count());
    find_live_columns(plan_);
    return std::move(plan_);
  }

 private:
  bool is_bound(const Operand& operand) const {
    return operand.is_constant() || bound_[operand.column];
  }

  template <class Action>
  void add(Action action) {
    steps_->push_back({std::move(action), {}});
  }

  Column new_column() {
    bound_.push_back(true);
    return plan_.column_count++;
  }

  /// Where a step puts the value of an operand: its column, or one of its own that must then be the
  /// same.
  Column out(const Operand& operand) {
    if (!is_bound(operand)) {
      bound_[operand.column] = true;
      return operand.column;
    }
    const Column column = new_column();
    equalities_.push_back({Operand::of_column(column), operand});
    return column;
  }

  void place_equalities() {
    for (const Same& same : equalities_) add(same);
    equalities_.clear();
  }

  static bool can_drive(const Atom& atom) {
    if (atom.kind == Atom::Kind::Relation)
      return !(atom.subject.is_constant() && atom.object.is_constant());
    return atom.kind == Atom::Kind::AnyPredicate && !atom.subject.is_constant() &&
           !atom.object.is_constant();
  }

  void drive(const Atom& atom, View view) {
    Driver& driver = plan_.driver;
    driver.view = view;
    driver.relation = atom.relation;
    if (atom.kind == Atom::Kind::AnyPredicate) {
      driver.kind = Driver::Kind::AnyRows;
      driver.subject = out(atom.subject);
      driver.predicate = out(atom.predicate);
      driver.object = out(atom.object);
    } else if (atom.object.is_constant()) {
      driver = {Driver::Kind::List, atom.relation, view, Side::Object, atom.object.constant};
      driver.subject = out(atom.subject);
    } else if (atom.subject.is_constant()) {
      driver = {Driver::Kind::List, atom.relation, view, Side::Subject, atom.subject.constant};
      driver.object = out(atom.object);
    } else {
      driver.kind = Driver::Kind::Rows;
      driver.subject = out(atom.subject);
      driver.object = out(atom.object);
    }
    place_equalities();
    if (driver.kind == Driver::Kind::AnyRows) sift_predicates(atom.predicate.column);
  }

  /// Most predicates of a delta are none that the other atoms speak of: a look each drops them
  /// before any join.
  void sift_predicates(Column predicate) {
    for (const Atom& atom : clause_.atoms) {
      if (atom.kind != Atom::Kind::Relation) continue;
      for (const Side side : {Side::Subject, Side::Object}) {
        const Operand& operand = side == Side::Subject ? atom.subject : atom.object;
        if (operand != Operand::of_column(predicate)) continue;
        add(Probe{{atom.relation, kNoColumn, clause_.base ? View::Base : View::All},
                  side,
                  operand,
                  kNoColumn,
                  true});
      }
    }
  }

  void place(const Atom& atom, View view) {
    switch (atom.kind) {
      case Atom::Kind::Relation:
        place_triple(atom, {atom.relation, kNoColumn, view});
        break;
      case Atom::Kind::AnyPredicate:
        if (is_bound(atom.predicate)) {
          place_triple(atom, {kNoRelation, atom.predicate.column, view});
        } else {
          place_any(atom, view);
        }
        break;
      case Atom::Kind::TermParts:
        place_parts(atom);
        break;
    }
    place_equalities();
  }

  void place_triple(const Atom& atom, Source source) {
    const bool subject = is_bound(atom.subject);
    const bool object = is_bound(atom.object);
    if (subject && object) {
      add(Check{source, atom.subject, atom.object});
    } else if (subject) {
      add(Probe{source, Side::Subject, atom.subject, out(atom.object)});
    } else if (object) {
      add(Probe{source, Side::Object, atom.object, out(atom.subject)});
    } else {
      const Column to = out(atom.subject);
      add(Scan{source, to, out(atom.object)});
    }
  }

  void place_any(const Atom& atom, View view) {
    const bool subject = is_bound(atom.subject);
    const bool object = is_bound(atom.object);
    const bool by_subject =
        subject && (!object || statistics_.graph.distinct_any(Side::Subject) >=
                                   statistics_.graph.distinct_any(Side::Object));
    if (subject || object) {
      const Column predicate = out(atom.predicate);
      const Operand& key = by_subject ? atom.subject : atom.object;
      const Column value = out(by_subject ? atom.object : atom.subject);
      add(ProbeAny{view, by_subject ? Side::Subject : Side::Object, key, predicate, value});
    } else {
      const Column to = out(atom.subject);
      const Column predicate = out(atom.predicate);
      add(ScanAny{view, to, predicate, out(atom.object)});
    }
  }

  void place_parts(const Atom& atom) {
    const std::array<Operand, 3> parts = {atom.subject, atom.predicate, atom.object};
    if (!bound_[atom.term]) {
      std::size_t known = 0;
      while (known < 3 && !is_bound(parts[known])) ++known;
      assert(known < 3 && "a triple term is matched when it or a part of it is known");
      bound_[atom.term] = true;
      if (std::all_of(parts.begin(), parts.end(),
                      [&](const Operand& part) { return is_bound(part); })) {
        add(FindTerm{parts, atom.term});
        return;
      }
      add(ProbeTerms{known, parts[known], atom.term});
    }
    TakeApart step;
    step.term = atom.term;
    for (std::size_t i = 0; i < 3; ++i) step.parts[i] = out(parts[i]);
    add(step);
  }

  /// Places what needs no more columns: it only gets cheaper the earlier it runs.
  void place_ready() {
    for (bool again = true; again;) {
      again = false;
      for (const Condition& condition : clause_.conditions) place_once(condition, Test{&condition});
      for (const Calculation& calculation : clause_.calculations) {
        if (!place_once(calculation, Assign{&calculation})) continue;
        bound_[calculation.target] = true;
        again = true;
      }
      for (const Aggregation& aggregation : clause_.aggregations) {
        if (!ready(aggregation)) continue;
        place_aggregation(aggregation);
        again = true;
      }
    }
    for (const Absence& absence : clause_.absences) {
      if (ready(absence)) place_absence(absence);
    }
  }

  template <class Part>
  bool ready(const Part& part) {
    return !placed(&part) &&
           std::all_of(part.needs.begin(), part.needs.end(), [&](Column c) { return bound_[c]; });
  }

  template <class Part, class Action>
  bool place_once(const Part& part, Action action) {
    if (!ready(part)) return false;
    placed_.push_back(&part);
    add(std::move(action));
    return true;
  }

  bool placed(const void* part) const {
    return std::find(placed_.begin(), placed_.end(), part) != placed_.end();
  }

  void place_absence(const Absence& absence) {
    placed_.push_back(&absence);
    Without without;
    without.origin = new_column();
    without.needs = absence.needs;
    place_inside(without.steps, [&] {
      place_inner(absence, {});
      add(Mark{without.origin});
    });
    add(std::move(without));
  }

  void place_aggregation(const Aggregation& aggregation) {
    placed_.push_back(&aggregation);
    Fold fold{&aggregation, new_column(), aggregation.needs, {}};
    place_inside(fold.steps, [&] {
      place_inner(aggregation, aggregation.absences);
      add(Gather{&aggregation, fold.origin});
    });
    add(std::move(fold));
    bound_[aggregation.target] = true;
  }

  /// Runs `place_steps` with the steps going to `inner`. What they give a value has none outside.
  template <class PlaceSteps>
  void place_inside(std::vector<Step>& inner, PlaceSteps place_steps) {
    const std::vector<bool> bound_outside = bound_;
    std::vector<Step>* const outside = std::exchange(steps_, &inner);
    place_steps();
    steps_ = outside;
    bound_ = bound_outside;
    bound_.resize(plan_.column_count, false);
  }

  template <class Group>
  void place_inner(const Group& group, std::span<const Absence> absences) {
    std::vector<double> distinct(plan_.column_count, 0);
    for (std::size_t c = 0; c < distinct.size(); ++c) distinct[c] = bound_[c] ? 1 : 0;
    const View view = group.base || clause_.base ? View::Base : View::All;
    const auto place_others = [&] {
      for (const Condition& condition : group.conditions) place_once(condition, Test{&condition});
      for (const Absence& absence : absences) {
        if (ready(absence)) place_absence(absence);
      }
    };
    place_others();
    for (const std::size_t i : cheapest_order(group.atoms, distinct, statistics_)) {
      place(group.atoms[i], view);
      place_others();
    }
  }

  void conclude() {
    for (const NewTerm& term : clause_.new_terms) {
      add(Make{&term});
      bound_[term.target] = true;
    }
    add(Count{});
    for (const Conclusion& conclusion : clause_.conclusions) add(Infer{&conclusion});
    assert(std::all_of(clause_.conditions.begin(), clause_.conditions.end(),
                       [&](const Condition& c) { return placed(&c); }) &&
           "a well-formed rule gives all variables of its filters a value");
  }

  const Clause& clause_;
  const Statistics& statistics_;
  Plan plan_;
  std::vector<Step>* steps_;
  std::vector<bool> bound_;
  std::vector<Same> equalities_;
  std::vector<const void*> placed_;
};

class Preparation {
 public:
  explicit Preparation(WorkingGraph& graph) : graph_(graph) {}

  void run(const std::vector<Step>& steps) {
    for (const Step& step : steps) {
      if (const auto* probe = std::get_if<Probe>(&step.action)) {
        if (probe->source.relation == kNoRelation) continue;
        graph_.at(probe->source.relation)
            .index(probe->key_side, probe->source.view, graph_.terms().size());
      } else if (const auto* check = std::get_if<Check>(&step.action)) {
        if (check->source.relation == kNoRelation) continue;
        graph_.at(check->source.relation).index_rows(check->source.view, graph_.terms().size());
      } else if (const auto* any = std::get_if<ProbeAny>(&step.action)) {
        graph_.index_any(any->key_side, any->view);
      } else if (const auto* without = std::get_if<Without>(&step.action)) {
        run(without->steps);
      } else if (const auto* fold = std::get_if<Fold>(&step.action)) {
        run(fold->steps);
      }
    }
  }

 private:
  WorkingGraph& graph_;
};

}  // namespace

Plan make_plan(const Clause& clause, std::optional<std::size_t> delta,
               const Statistics& statistics) {
  return Planner(clause, statistics).make(delta);
}

void prepare(const Plan& plan, WorkingGraph& graph) {
  const Driver& driver = plan.driver;
  if (driver.kind == Driver::Kind::List && driver.view != View::Delta) {
    graph.at(driver.relation).index(driver.key_side, driver.view, graph.terms().size());
  }
  Preparation(graph).run(plan.steps);
}

}  // namespace rules
