#include "rules/plan.h"

#include <algorithm>
#include <cassert>
#include <span>
#include <unordered_set>
#include <utility>

#include "rules/join_search.h"
#include "rules/liveness.h"

namespace rules {

namespace {

/// Puts steps in their order.
class Planner {
 public:
  Planner(const Clause& clause, const Statistics& statistics)
      : clause_(clause), statistics_(statistics), sieves_(sieves_of(clause, clause.absences)) {
    plan_.column_count = clause.column_count;
    bound_.assign(clause.column_count, false);
    steps_ = &plan_.steps;
    plan_.steps.reserve(clause.atoms.size() + clause.conditions.size() + clause.conclusions.size() +
                        1);
  }

  Plan make(std::optional<std::size_t> delta) {
    std::vector<Goal> goals;
    for (std::size_t i = 0; i < clause_.atoms.size(); ++i) {
      const View view = clause_.base ? View::Base : delta && i > *delta ? View::Before : View::All;
      goals.push_back({clause_.atoms[i], delta == i ? View::Delta : view, i});
    }
    estimates_.assign(plan_.column_count, 0);
    note("");
    const std::vector<Goal> order = delta ? order_with_delta(goals, *delta) : in_order(goals);
    for (std::size_t i = 0; i < order.size(); ++i) {
      const Goal& goal = order[i];
      if (i == 0 && (can_drive(goal.atom) || goal.view == View::Delta)) {
        drive(goal.atom, goal.view);
        plan_.matches.push_back({goal.number, 0, 0, 0});
        expect(goal);
        describe_driver(goal.view == View::Delta ? "new" : "each", goal.atom);
        if (goal.atom.kind == Atom::Kind::AnyPredicate) {
          sift_predicates(goal.atom.predicate.column);
        }
        place_fixed();
      } else {
        if (i == 0) place_fixed();
        place_ready(&goal);
        place(goal, std::span(order).subspan(i + 1));
      }
    }
    place_ready(nullptr);
    conclude();
    plan_.step_count = step_count_;
    find_live_columns(plan_);
    return std::move(plan_);
  }

 private:
  bool is_bound(const Operand& operand) const {
    return operand.is_constant() || bound_[operand.column];
  }

  template <class Action>
  void add(Action action) {
    steps_->push_back({std::move(action), {}, step_count_++});
    note("");
  }

  void note(std::string text) {
    if (statistics_.wording) plan_.notes.push_back({std::move(text), expected_, depth_});
  }

  /// Words for the step that was added last; `verb` says what it does with the rest.
  template <class Part>
  void describe(const char* verb, const Part& part) {
    if (!statistics_.wording) return;
    plan_.notes.back() = {verb + std::string(" ") + statistics_.wording->text(part), expected_,
                          depth_};
  }

  void describe_driver(const char* verb, const Atom& atom) {
    if (!statistics_.wording) return;
    plan_.notes.front() = {verb + std::string(" ") + statistics_.wording->text(atom), expected_, 0};
  }

  /// Takes note of how many rows there will be after a goal.
  void expect(const Goal& goal) {
    estimates_.resize(plan_.column_count, 0);
    expected_ *= bind_estimates(goal, statistics_, estimates_);
  }

  std::vector<Goal> in_order(const std::vector<Goal>& goals) {
    const GoalOrder order = cheapest_order(goals, estimates_, 1, statistics_, sieves_);
    plan_.cost = order.cost;
    std::vector<Goal> result;
    for (const std::size_t i : order.goals) result.push_back(goals[i]);
    return result;
  }

  /// What is new mostly is little, and the best to start from. If it is much, or its terms are
  /// among the most frequent, another goal may be, and the new rows are then looked up.
  std::vector<Goal> order_with_delta(const std::vector<Goal>& goals, std::size_t delta) {
    const Goal first = goals[delta];
    if (goals.size() == 1) {
      std::vector<double> none = estimates_;
      plan_.cost = bind_estimates(first, statistics_, none);
      return goals;
    }
    std::vector<Goal> others = goals;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(delta));
    std::vector<double> distinct = estimates_;
    const double rows = bind_estimates(first, statistics_, distinct);
    GoalOrder order = cheapest_order(others, distinct, rows, statistics_, sieves_);
    plan_.cost = order.cost + rows;
    if (order.cost > kMuch && can_be_found(first.atom)) {
      const GoalOrder other = cheapest_order(goals, estimates_, 1, statistics_, sieves_);
      if (other.cost * 2 < plan_.cost) return in_order(goals);
    }
    std::vector<Goal> result = {first};
    for (const std::size_t i : order.goals) result.push_back(others[i]);
    return result;
  }

  /// An index of two relations joined may have this many times their rows.
  static constexpr double kMostJoined = 4;

  /// Rows from which on it pays to think twice: planning again takes less.
  static constexpr double kMuch = 1000;

  /// New rows with a constant come as a list, which cannot be looked into.
  static bool can_be_found(const Atom& atom) {
    return !atom.subject.is_constant() && !atom.object.is_constant();
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
    return atom.kind == Atom::Kind::AnyPredicate;
  }

  void drive(const Atom& atom, View view) {
    Driver& driver = plan_.driver;
    driver.view = view;
    driver.relation = atom.relation;
    if (atom.kind == Atom::Kind::AnyPredicate) {
      drive_any(atom);
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
  }

  void drive_any(const Atom& atom) {
    Driver& driver = plan_.driver;
    driver.kind = Driver::Kind::AnyRows;
    const auto side = any_key_side(atom);
    if (side) {
      driver.kind = Driver::Kind::AnyList;
      driver.key_side = *side;
      driver.key = operand_of(atom, *side).constant;
    }
    if (side != Side::Subject) driver.subject = out(atom.subject);
    driver.predicate = out(atom.predicate);
    if (side != Side::Object) driver.object = out(atom.object);
  }

  /// The side by which to look up an atom of any predicate; nothing if neither is known.
  std::optional<Side> any_key_side(const Atom& atom) const {
    const bool subject = is_bound(atom.subject);
    const bool object = is_bound(atom.object);
    if (!subject && !object) return std::nullopt;
    const bool by_subject =
        subject && (!object || statistics_.graph.distinct_any(Side::Subject) >=
                                   statistics_.graph.distinct_any(Side::Object));
    return by_subject ? Side::Subject : Side::Object;
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
        describe("if any", atom);
      }
    }
  }

  /// `later` are the goals that come after it.
  void place(const Goal& goal, std::span<const Goal> later = {}) {
    const Atom& atom = goal.atom;
    const View view = goal.view;
    estimates_.resize(plan_.column_count, 0);
    const std::uint8_t bound = bound_positions(atom, estimates_);
    const std::uint32_t before = step_count_ - 1;
    const double arriving = expected_;
    expect(goal);
    const Goal* const partner = partner_of(goal, later);
    const Goal* const other_end = partner != nullptr ? partner : other_end_of(goal, later);
    place_atom(atom, view);
    if (auto* check = std::get_if<Check>(&steps_->back().action)) check->expected = arriving;
    if (other_end != nullptr) narrow(*other_end, partner != nullptr);
    const bool is_narrowed =
        std::find(narrowed_by_.begin(), narrowed_by_.end(), goal.number) != narrowed_by_.end();
    // What a narrowed probe and the check after it leave says nothing of either alone.
    if (depth_ == 0 && partner == nullptr && !is_narrowed) {
      plan_.matches.push_back({goal.number, bound, step_count_ - 1, before});
    }
    if (partner != nullptr) narrowed_by_.push_back(partner->number);
  }

  /// Whether a goal reads, for a key, all rows of a relation that do not grow in this round.
  bool is_settled(const Goal& goal) const {
    return goal.atom.kind == Atom::Kind::Relation &&
           (goal.view == View::All || goal.view == View::Before) &&
           statistics_.graph.at(goal.atom.relation).range(View::Delta).empty();
  }

  /// The side of an atom whose value is known where that of the other side, a variable, is not.
  std::optional<Side> key_side_of(const Atom& atom) const {
    const bool subject = is_bound(atom.subject);
    if (subject == is_bound(atom.object)) return std::nullopt;
    return subject ? Side::Subject : Side::Object;
  }
  static const Operand& operand_of(const Atom& atom, Side side) {
    return side == Side::Subject ? atom.subject : atom.object;
  }

  /// A later goal that checks what a goal to be placed next finds, if many rows are expected that
  /// both together leave out, more than it takes to index the two joined.
  const Goal* partner_of(const Goal& goal, std::span<const Goal> later) const {
    if (!is_settled(goal)) return nullptr;
    const auto side = key_side_of(goal.atom);
    if (!side) return nullptr;
    const Operand& between = operand_of(goal.atom, other(*side));
    const auto all = static_cast<double>(statistics_.graph.at(goal.atom.relation).visible());
    for (const Goal& next : later) {
      if (!is_settled(next)) continue;
      const auto key_side = key_side_of(next.atom);
      if (!key_side || operand_of(next.atom, other(*key_side)) != between) continue;
      const Relation& relation = statistics_.graph.at(next.atom.relation);
      const auto rows = static_cast<double>(relation.visible());
      const double fanout = rows / std::max(1.0, relation.distinct(other(*key_side)));
      const double size = all * std::max(1.0, fanout);
      if (expected_ > size && size < kMostJoined * (all + rows)) return &next;
    }
    return nullptr;
  }

  /// A later goal that checks what a goal to be placed next finds, by the term that it expects
  /// fewest rows for.
  const Goal* other_end_of(const Goal& goal, std::span<const Goal> later) const {
    if (goal.atom.kind != Atom::Kind::Relation) return nullptr;
    const auto side = key_side_of(goal.atom);
    if (!side) return nullptr;
    const Operand& between = operand_of(goal.atom, other(*side));
    const Goal* found = nullptr;
    double fewest = 0;
    for (const Goal& next : later) {
      if (next.atom.kind != Atom::Kind::Relation) continue;
      const auto key_side = key_side_of(next.atom);
      if (!key_side || operand_of(next.atom, other(*key_side)) != between) continue;
      std::vector<double> distinct = estimates_;
      distinct[between.column] = 0;
      const double rows = bind_estimates(next, statistics_, distinct);
      if (found != nullptr && rows >= fewest) continue;
      found = &next;
      fewest = rows;
    }
    return found;
  }

  /// Has the probe that was added last leave out what a goal after it would drop.
  void narrow(const Goal& goal, bool joined) {
    Probe& probe = std::get<Probe>(steps_->back().action);
    const Atom& atom = goal.atom;
    const Side found =
        atom.subject == Operand::of_column(probe.value) ? Side::Subject : Side::Object;
    probe.narrowing = {atom.relation, goal.view, other(found), operand_of(atom, other(found)),
                       joined};
    if (!statistics_.wording) return;
    const std::string text = statistics_.wording->text(atom);
    if (joined) plan_.notes.back().text += " that has " + text;
    probe.narrowing->note = ", or " + text + " where that is less";
  }

  void place_atom(const Atom& atom, View view) {
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
      describe("check", atom);
    } else if (subject) {
      add(Probe{source, Side::Subject, atom.subject, out(atom.object)});
      describe("by subject", atom);
    } else if (object) {
      add(Probe{source, Side::Object, atom.object, out(atom.subject)});
      describe("by object", atom);
    } else {
      const Column to_subject = out(atom.subject);
      const Column to_object = out(atom.object);
      add(Scan{source, to_subject, to_object, {}, to_subject, to_object});
      describe("with each", atom);
    }
  }

  void place_any(const Atom& atom, View view) {
    if (const auto side = any_key_side(atom)) {
      const Operand& end = operand_of(atom, other(*side));
      const bool is_between = is_bound(end);  // before the predicate is, which may be the same
      ProbeAny probe{view, *side, operand_of(atom, *side), out(atom.predicate)};
      if (is_between) {
        probe.end = end;
      } else {
        probe.value = out(end);
      }
      add(std::move(probe));
      describe(side == Side::Subject ? "by subject" : "by object", atom);
    } else {
      const Column to = out(atom.subject);
      const Column predicate = out(atom.predicate);
      add(ScanAny{view, to, predicate, out(atom.object)});
      describe("with each", atom);
    }
  }

  void place_parts(const Atom& atom) {
    const std::array<Operand, 3> parts = {atom.subject, atom.predicate, atom.object};
    if (!bound_[atom.term]) {
      const std::size_t known = rarest_part(parts);
      bound_[atom.term] = true;
      if (std::all_of(parts.begin(), parts.end(),
                      [&](const Operand& part) { return is_bound(part); })) {
        add(FindTerm{parts, atom.term});
        describe("find", atom);
        return;
      }
      add(ProbeTerms{known, parts[known], atom.term});
      describe("by part", atom);
    }
    TakeApart step;
    step.term = atom.term;
    for (std::size_t i = 0; i < 3; ++i) step.parts[i] = out(parts[i]);
    add(step);
    describe("take apart", atom);
  }

  /// The position of the known part of a triple term that the fewest have.
  std::size_t rarest_part(const std::array<Operand, 3>& parts) const {
    std::optional<std::size_t> rarest;
    double fewest = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      if (!is_bound(parts[i])) continue;
      const double terms = terms_with(i, parts[i]);
      if (rarest && terms >= fewest) continue;
      rarest = i;
      fewest = terms;
    }
    assert(rarest && "a triple term is matched when it or a part of it is known");
    return *rarest;
  }

  double terms_with(std::size_t position, const Operand& part) const {
    const TripleTerms& terms = statistics_.terms;
    if (part.is_constant()) return terms.with(position, part.constant).count;
    return static_cast<double>(terms.size()) /
           static_cast<double>(std::max<std::size_t>(1, terms.distinct(position)));
  }

  void place_fixed() {
    for (const Fixed& fixed : clause_.fixed) {
      add(Fix{fixed.column, fixed.term});
      describe("where", fixed);
      bound_[fixed.column] = true;
    }
  }

  /// Places what needs no more columns: it only gets cheaper the earlier it runs. A NOT that is
  /// expected to drop less than the goal that comes next waits for that.
  void place_ready(const Goal* next) {
    for (bool again = true; again;) {
      again = false;
      for (const Condition& condition : clause_.conditions) place_filter(condition);
      for (const Calculation& calculation : clause_.calculations) {
        if (!place_once(calculation, Assign{&calculation})) continue;
        describe("set", Operand::of_column(calculation.target));
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
      if (ready(absence) && !(next != nullptr && is_better(*next))) place_absence(absence);
    }
  }

  void place_filter(const Condition& condition) {
    if (!ready(condition)) return;
    expected_ *= expected_share(condition);
    if (place_in_scan(condition)) return;
    place_once(condition, Test{&condition});
    describe("filter", condition);
  }

  /// A product asks what concerns one side alone once for each row of that side.
  bool place_in_scan(const Condition& condition) {
    auto* const scan = steps_->empty() ? nullptr : std::get_if<Scan>(&steps_->back().action);
    if (scan == nullptr || scan->source.relation == kNoRelation) return false;
    const bool is_own =
        std::all_of(condition.needs.begin(), condition.needs.end(), [&](Column column) {
          return column == scan->asked_subject || column == scan->asked_object;
        });
    if (!is_own) return false;
    placed_.insert(&condition);
    scan->conditions.push_back(&condition);
    if (statistics_.wording) {
      plan_.notes.back().text += " where " + statistics_.wording->text(condition);
      plan_.notes.back().expected = expected_;
    }
    return true;
  }

  /// Whether a goal leaves fewer rows than there are.
  bool is_better(const Goal& goal) {
    constexpr double kFew = 0.9;
    std::vector<double> distinct = estimates_;
    distinct.resize(plan_.column_count, 0);
    return bind_estimates(goal, statistics_, distinct) < kFew;
  }

  template <class Part>
  bool ready(const Part& part) {
    return !placed(&part) &&
           std::all_of(part.needs.begin(), part.needs.end(), [&](Column c) { return bound_[c]; });
  }

  template <class Part, class Action>
  bool place_once(const Part& part, Action action) {
    if (!ready(part)) return false;
    placed_.insert(&part);
    add(std::move(action));
    return true;
  }

  bool placed(const void* part) const { return placed_.contains(part); }

  void place_absence(const Absence& absence) {
    placed_.insert(&absence);
    Step step{Without{}, {}, step_count_++};
    note("not");
    Without& without = std::get<Without>(step.action);
    without.origin = new_column();
    without.needs = absence.needs;
    place_inside(without.steps, [&] {
      place_inner(absence, {});
      add(Mark{without.origin});
      describe("drop", Operand{});
    });
    steps_->push_back(std::move(step));
  }

  void place_aggregation(const Aggregation& aggregation) {
    placed_.insert(&aggregation);
    Step step{Fold{&aggregation, new_column(), aggregation.needs, {}}, {}, step_count_++};
    note("");
    describe("aggregate", Operand::of_column(aggregation.target));
    Fold& fold = std::get<Fold>(step.action);
    place_inside(fold.steps, [&] {
      place_inner(aggregation, aggregation.absences);
      add(Gather{&aggregation, fold.origin});
      describe("gather for", Operand::of_column(aggregation.target));
    });
    steps_->push_back(std::move(step));
    bound_[aggregation.target] = true;
  }

  /// Runs `place_steps` with the steps going to `inner`. What they give a value has none outside.
  template <class PlaceSteps>
  void place_inside(std::vector<Step>& inner, PlaceSteps place_steps) {
    const std::vector<bool> bound_outside = bound_;
    const std::vector<double> estimates_outside = estimates_;
    const double expected_outside = expected_;
    std::vector<Step>* const outside = std::exchange(steps_, &inner);
    ++depth_;
    place_steps();
    --depth_;
    steps_ = outside;
    estimates_ = estimates_outside;
    expected_ = expected_outside;
    bound_ = bound_outside;
    bound_.resize(plan_.column_count, false);
  }

  template <class Group>
  void place_inner(const Group& group, std::span<const Absence> absences) {
    std::vector<double> distinct(plan_.column_count, 0);
    for (std::size_t c = 0; c < distinct.size(); ++c) distinct[c] = bound_[c] ? 1 : 0;
    const View view = group.base || clause_.base ? View::Base : View::All;
    std::vector<Goal> goals;
    for (const Atom& atom : group.atoms) goals.push_back({atom, view, kInner});
    const auto place_others = [&] {
      for (const Condition& condition : group.conditions) place_filter(condition);
      for (const Absence& absence : absences) {
        if (ready(absence)) place_absence(absence);
      }
    };
    place_others();
    std::vector<Goal> order;
    const std::vector<Sieve> sieves = sieves_of(group, absences);
    for (const std::size_t i : cheapest_order(goals, distinct, 1, statistics_, sieves).goals) {
      order.push_back(goals[i]);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
      place(order[i], std::span(order).subspan(i + 1));
      place_others();
    }
  }

  void conclude() {
    for (const NewTerm& term : clause_.new_terms) {
      add(Make{&term});
      describe("make", Operand::of_column(term.target));
      bound_[term.target] = true;
    }
    add(Count{});
    for (const Conclusion& conclusion : clause_.conclusions) {
      add(Infer{&conclusion});
      describe("infer", conclusion);
    }
    assert(std::all_of(clause_.conditions.begin(), clause_.conditions.end(),
                       [&](const Condition& c) { return placed(&c); }) &&
           "a well-formed rule gives all variables of its filters a value");
  }

  /// The number of goals that are not of the clause itself.
  static constexpr std::size_t kInner = ~std::size_t{0};

  const Clause& clause_;
  const Statistics& statistics_;
  const std::vector<Sieve> sieves_;
  Plan plan_;
  std::vector<Step>* steps_;
  std::vector<bool> bound_;
  std::vector<Same> equalities_;
  std::vector<std::size_t> narrowed_by_;  ///< goals whose check is mostly done before
  std::unordered_set<const void*> placed_;
  std::uint32_t step_count_ = 1;
  // For the notes.
  std::vector<double> estimates_;  ///< by column: about how many values it takes so far
  double expected_ = 1;            ///< rows so far
  std::uint32_t depth_ = 0;
};

}  // namespace

Plan make_plan(const Clause& clause, std::optional<std::size_t> delta,
               const Statistics& statistics) {
  return Planner(clause, statistics).make(delta);
}

}  // namespace rules
