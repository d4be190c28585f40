#include "rules/query/path_step.h"

#include <algorithm>
#include <utility>

namespace query {

namespace {

/// More than this is forgotten.
constexpr std::size_t kMostRemembered = 4'000'000;

bool is_excluded(const std::vector<kg::TermId>& excluded, kg::TermId predicate) {
  return std::find(excluded.begin(), excluded.end(), predicate) != excluded.end();
}

std::vector<match::VariableIndex> open_variables(const std::vector<match::VariableIndex>& variables,
                                                 const Row& row) {
  std::vector<match::VariableIndex> open;
  for (const match::VariableIndex variable : variables) {
    if (row[variable] == kg::TermId::None) open.push_back(variable);
  }
  return open;
}

void unbind(const std::vector<match::VariableIndex>& variables, Row& row) {
  for (const match::VariableIndex variable : variables) row[variable] = kg::TermId::None;
}

bool is_node(kg::TermId term, const kg::GraphView& graph) {
  const auto stop = [](const kg::Triple&, kg::Order) { return false; };
  return !graph.scan({term, {}, {}}, kg::Part::Evaluation, stop) ||
         !graph.scan({{}, {}, term}, kg::Part::Evaluation, stop);
}

}  // namespace

PathStep::End::End(const match::Slot& the_slot, Automaton the_automaton)
    : slot(the_slot), automaton(std::move(the_automaton)) {
  match::collect_variables(slot, variables);
}

PathStep::PathStep(Run& run, const Algebra& pattern, Operator& next)
    : run_(run),
      next_(next),
      subject_(pattern.subject, make_automaton(pattern.path, false, run.interner)),
      object_(pattern.object, make_automaton(pattern.path, true, run.interner)) {}

bool PathStep::push(Row& row) {
  if (run_.stopped()) return false;
  if (remembered_ > kMostRemembered) {
    subject_.reached.clear();
    object_.reached.clear();
    remembered_ = 0;
  }
  const kg::TermId subject = value(subject_, row);
  const kg::TermId object = value(object_, row);
  if (subject == kg::TermId::None && object == kg::TermId::None) return follow_from_all(row);
  // From a constant all rows go the same way.
  const bool from_object =
      subject == kg::TermId::None ||
      (object != kg::TermId::None && object_.is_constant() && !subject_.is_constant());
  End& from = from_object ? object_ : subject_;
  const kg::TermId start = from_object ? object : subject;
  Reach& way = reach(from, start);
  const std::size_t size_before = way.size();
  const bool go_on = follow(way, start, from_object ? subject_ : object_, row);
  remembered_ += way.size() - size_before;
  return go_on;
}

kg::TermId PathStep::value(const End& end, const Row& row) const {
  return match::lookup(end.slot, row, run_.interner);
}

Reach& PathStep::reach(End& from, kg::TermId start) {
  std::unique_ptr<Reach>& known = from.reached[start];
  if (!known) {
    known = std::make_unique<Reach>(from.automaton, start);
    remembered_ += known->size();
  }
  return *known;
}

/// Passes on what is reached as the value of an end.
bool PathStep::follow(Reach& reach, kg::TermId start, const End& to, Row& row) {
  const kg::TermId goal = value(to, row);
  if (goal != kg::TermId::None) {
    const bool leads = reach.contains(goal, run_) && is_allowed(start, goal);
    return !run_.stopped() && (!leads || next_.push(row));
  }
  for (std::size_t i = 0;; ++i) {
    const auto term = reach.at(i, run_);
    if (run_.stopped()) return false;
    if (!term) return true;
    if (is_allowed(start, *term) && !pass_on(to, *term, row)) return false;
  }
}

/// Whether a path of no triple between the two counts: a variable is only ever a node of the graph.
bool PathStep::is_allowed(kg::TermId start, kg::TermId end) const {
  return start != end || subject_.is_constant() || object_.is_constant() ||
         !subject_.automaton.accepts_empty() || is_node(start, run_.graph);
}

bool PathStep::follow_from_all(Row& row) {
  TermSet done;
  const auto scan_starts = [&](const kg::TripleMask& mask, const auto& visit) {
    return run_.graph.scan(mask, kg::Part::Evaluation,
                           [&](const kg::Triple& triple, kg::Order) { return visit(triple); });
  };
  if (subject_.automaton.accepts_empty()) {
    return scan_starts({}, [&](const kg::Triple& triple) {
      return follow_new(triple.subject, done, row) && follow_new(triple.object, done, row);
    });
  }
  const auto& moves = subject_.automaton.states.front().moves;
  return std::all_of(moves.begin(), moves.end(), [&](const Automaton::Move& move) {
    return scan_starts({{}, move.predicate, {}}, [&](const kg::Triple& triple) {
      return is_excluded(move.excluded, triple.predicate) ||
             follow_new(move.backwards ? triple.object : triple.subject, done, row);
    });
  });
}

bool PathStep::follow_new(kg::TermId start, TermSet& done, Row& row) {
  if (run_.stopped()) return false;
  if (!done.insert(start)) return true;
  const auto open = open_variables(subject_.variables, row);
  bool go_on = true;
  if (match::unify(subject_.slot, start, run_.interner, row)) {
    Reach way(subject_.automaton, start);
    go_on = follow(way, start, object_, row);
  }
  unbind(open, row);
  return go_on;
}

bool PathStep::pass_on(const End& end, kg::TermId term, Row& row) {
  const auto open = open_variables(end.variables, row);
  const bool go_on = !match::unify(end.slot, term, run_.interner, row) || next_.push(row);
  unbind(open, row);
  return go_on;
}

NegatedSetStep::NegatedSetStep(Run& run, const Algebra& pattern, Operator& next)
    : run_(run), pattern_(pattern), next_(next) {
  for (const parser::Path& part : pattern.path.parts) {
    excluded_.push_back(run.interner.intern(part.predicate));
  }
  match::collect_variables(pattern.subject, variables_);
  match::collect_variables(pattern.object, variables_);
}

bool NegatedSetStep::push(Row& row) {
  if (run_.stopped()) return false;
  open_ = open_variables(variables_, row);
  kg::TripleMask mask;
  mask.subject = match::lookup(pattern_.subject, row, run_.interner);
  mask.object = match::lookup(pattern_.object, row, run_.interner);
  return run_.graph.scan(
      mask, kg::Part::Evaluation,
      [this, &row](const kg::Triple& triple, kg::Order) { return pass_on(triple, row); });
}

bool NegatedSetStep::pass_on(const kg::Triple& triple, Row& row) {
  if (run_.stopped()) return false;
  if (is_excluded(excluded_, triple.predicate)) return true;
  const bool go_on = !(match::unify(pattern_.subject, triple.subject, run_.interner, row) &&
                       match::unify(pattern_.object, triple.object, run_.interner, row)) ||
                     next_.push(row);
  unbind(open_, row);
  return go_on;
}

}  // namespace query
