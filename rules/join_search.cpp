#include "rules/join_search.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <numeric>
#include <queue>
#include <utility>

namespace rules {

namespace {

constexpr double kImpossible = std::numeric_limits<double>::infinity();

double at_least_one(double value) { return std::max(value, 1.0); }

/// One position of an atom.
struct Part {
  Operand operand;
  double values = 1;  ///< distinct terms that stand there
  double share = 1;   ///< of the rows that match, where the operand is a constant
};

/// What is known of the rows that an atom may match.
struct Rows {
  double count = 0;
  std::array<Part, 3> all{};
  std::size_t positions = 0;  ///< how many of `all` it has

  std::span<const Part> parts() const { return {all.data(), positions}; }
};

Rows rows_of_relation(const Goal& goal, const WorkingGraph& graph) {
  const Atom& atom = goal.atom;
  const Relation& relation = graph.at(atom.relation);
  const auto all = static_cast<double>(relation.visible());
  const auto count = static_cast<double>(relation.range(goal.view).size());
  const auto part = [&](const Operand& operand, Side side) {
    Part result{operand, 1, 1};
    if (operand.is_constant()) {
      result.share = all == 0 ? 0 : relation.rows_with(side, operand.constant) / all;
    } else {
      result.values = std::min(relation.distinct(side), count);
    }
    return result;
  };
  return {count, {part(atom.subject, Side::Subject), part(atom.object, Side::Object)}, 2};
}

Part part_of(const Operand& operand, double values) {
  return {operand, values, 1 / at_least_one(values)};
}

double rows_of_all(const WorkingGraph& graph, View view) {
  if (view != View::Delta) return static_cast<double>(graph.visible_count());
  std::size_t count = 0;
  for (const RelationIndex index : graph.changed()) count += graph.at(index).range(view).size();
  return static_cast<double>(count);
}

Rows rows_of(const Goal& goal, const Statistics& statistics) {
  const Atom& atom = goal.atom;
  if (atom.kind == Atom::Kind::Relation) return rows_of_relation(goal, statistics.graph);
  if (atom.kind == Atom::Kind::AnyPredicate) {
    const WorkingGraph& graph = statistics.graph;
    const double count = rows_of_all(graph, goal.view);
    const auto part = [&](const Operand& operand, double distinct) {
      return part_of(operand, std::min(distinct, count));
    };
    return {count,
            {part(atom.subject, graph.distinct_any(Side::Subject)),
             part(atom.predicate, static_cast<double>(graph.relation_count())),
             part(atom.object, graph.distinct_any(Side::Object))},
            3};
  }
  Rows rows{static_cast<double>(statistics.terms.size()), {}, 3};
  const std::array<Operand, 3> parts = {atom.subject, atom.predicate, atom.object};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    rows.all[i] = part_of(parts[i], static_cast<double>(statistics.terms.distinct(i)));
  }
  return rows;
}

bool has_value(const Operand& operand, const std::vector<double>& distinct) {
  return operand.is_constant() || distinct[operand.column] > 0;
}

/// Matches of an atom for each row so far. Values get fewer in `distinct`, and new columns get
/// theirs.
double matches(const Goal& goal, const Rows& rows, const Statistics& statistics,
               std::vector<double>& distinct) {
  const Atom& atom = goal.atom;
  const std::uint8_t bound = bound_positions(atom, distinct);
  double result = rows.count;
  if (atom.kind == Atom::Kind::TermParts) {
    const bool known = distinct[atom.term] > 0;
    const bool reachable =
        known || std::any_of(rows.parts().begin(), rows.parts().end(),
                             [&](const Part& part) { return has_value(part.operand, distinct); });
    if (!reachable) return kImpossible;
    distinct[atom.term] = known ? distinct[atom.term] : at_least_one(rows.count);
    if (known) result = 1;
  }
  bool all_known = true;
  for (const Part& part : rows.parts()) {
    if (part.operand.is_constant()) {
      result *= part.share;
    } else if (double& values = distinct[part.operand.column]; values > 0) {
      result /= at_least_one(std::max(part.values, values));
      values = std::min(values, at_least_one(part.values));
    } else {
      all_known = false;
    }
  }
  for (const Part& part : rows.parts()) {
    if (!has_value(part.operand, distinct))
      distinct[part.operand.column] = at_least_one(part.values);
  }
  if (statistics.fanouts != nullptr) {
    if (const auto seen = statistics.fanouts->find(goal.number, bound)) return *seen;
  }
  return all_known ? std::min(result, 1.0) : result;
}

/// Depth first, the most selective goal first, leaving what is dearer than the best so far.
class Search {
 public:
  Search(std::span<const Goal> goals, const Statistics& statistics, std::span<const Sieve> sieves)
      : goals_(goals), statistics_(statistics), sieves_(sieves), used_(goals.size(), false) {
    for (const Goal& goal : goals) rows_.push_back(rows_of(goal, statistics));
  }

  GoalOrder run(std::vector<double> distinct, double rows) {
    extend(rows, 0, distinct);
    return {std::move(best_), best_cost_};
  }

 private:
  static constexpr std::size_t kMaxVisits = 2000;

  struct Candidate {
    std::size_t goal;
    double matches;
    double share;  ///< of these, that sieves leave
    std::vector<double> distinct;

    double left() const { return matches * share; }
  };

  void extend(double rows, double cost, const std::vector<double>& distinct) {
    if (order_.size() == goals_.size()) {
      best_ = order_;
      best_cost_ = cost;
      return;
    }
    std::vector<Candidate> candidates = candidates_after(distinct);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      // When time is up, only one way goes on from here.
      if (i > 0 && (++visits_ > kMaxVisits || candidates[i].matches == kImpossible)) return;
      const Candidate& candidate = candidates[i];
      const double after = rows * candidate.matches;
      // A look costs something even if nothing is found.
      const double total = cost + rows + after;
      if (!best_.empty() && total >= best_cost_) continue;
      order_.push_back(candidate.goal);
      used_[candidate.goal] = true;
      extend(after * candidate.share, total, candidate.distinct);
      used_[candidate.goal] = false;
      order_.pop_back();
    }
  }

  std::vector<Candidate> candidates_after(const std::vector<double>& distinct) const {
    std::vector<Candidate> result;
    for (std::size_t i = 0; i < goals_.size(); ++i) {
      if (used_[i]) continue;
      Candidate candidate{i, 0, 1, distinct};
      candidate.matches = matches(goals_[i], rows_[i], statistics_, candidate.distinct);
      candidate.share = share_left(distinct, candidate.distinct);
      result.push_back(std::move(candidate));
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Candidate& a, const Candidate& b) { return a.left() < b.left(); });
    return result;
  }

  /// Of the rows, what the sieves leave that could not be used before a goal and can be after it.
  double share_left(const std::vector<double>& before, const std::vector<double>& after) const {
    double share = 1;
    for (const Sieve& sieve : sieves_) {
      const auto is_ready = [&](const std::vector<double>& distinct) {
        return std::all_of(sieve.needs->begin(), sieve.needs->end(),
                           [&](Column column) { return distinct[column] > 0; });
      };
      if (is_ready(after) && !is_ready(before)) share *= sieve.share;
    }
    return share;
  }

  std::span<const Goal> goals_;
  const Statistics& statistics_;
  std::span<const Sieve> sieves_;
  std::vector<Rows> rows_;
  std::vector<bool> used_;
  std::vector<std::size_t> order_;
  std::vector<std::size_t> best_;
  double best_cost_ = kImpossible;
  std::size_t visits_ = 0;
};

/// More goals than these are not searched through.
constexpr std::size_t kMany = 64;

/// Takes the most selective goal each time, the first of equal ones. Only goals of which a column
/// has changed are looked at again, so that this is quick for thousands of goals.
class OneWay {
 public:
  OneWay(std::span<const Goal> goals, const Statistics& statistics)
      : goals_(goals), statistics_(statistics), matches_(goals.size(), 0), taken_(goals.size()) {
    for (std::size_t i = 0; i < goals.size(); ++i) {
      rows_.push_back(rows_of(goals[i], statistics));
      for (const Column column : columns_of(goals[i])) {
        if (column >= reading_.size()) reading_.resize(std::size_t{column} + 1);
        reading_[column].push_back(i);
      }
    }
  }

  GoalOrder run(std::vector<double> distinct, double rows) {
    distinct_ = std::move(distinct);
    for (std::size_t i = 0; i < goals_.size(); ++i) enqueue(i);
    GoalOrder result;
    while (result.goals.size() < goals_.size()) {
      const auto [found, goal] = queue_.top();
      queue_.pop();
      if (taken_[goal] || found != matches_[goal]) continue;
      const double after = rows * found;
      result.cost += rows + after;
      rows = after;
      result.goals.push_back(goal);
      take(goal);
    }
    return result;
  }

 private:
  using Entry = std::pair<double, std::size_t>;

  static std::vector<Column> columns_of(const Goal& goal) {
    std::vector<Column> columns;
    const Atom& atom = goal.atom;
    for (const Operand* operand : {&atom.subject, &atom.predicate, &atom.object}) {
      const bool has_column = !operand->is_constant() && operand->column != kNoColumn;
      if (has_column) columns.push_back(operand->column);
    }
    if (atom.term != kNoColumn) columns.push_back(atom.term);
    return columns;
  }

  std::vector<double> values_of(const std::vector<Column>& columns) const {
    std::vector<double> values;
    for (const Column column : columns) values.push_back(distinct_[column]);
    return values;
  }

  void enqueue(std::size_t goal) {
    const std::vector<Column> columns = columns_of(goals_[goal]);
    const std::vector<double> before = values_of(columns);
    matches_[goal] = matches(goals_[goal], rows_[goal], statistics_, distinct_);
    for (std::size_t i = 0; i < columns.size(); ++i) distinct_[columns[i]] = before[i];
    queue_.emplace(matches_[goal], goal);
  }

  void take(std::size_t goal) {
    taken_[goal] = true;
    const std::vector<Column> columns = columns_of(goals_[goal]);
    const std::vector<double> before = values_of(columns);
    matches(goals_[goal], rows_[goal], statistics_, distinct_);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (distinct_[columns[i]] == before[i]) continue;
      for (const std::size_t other : reading_[columns[i]]) {
        if (!taken_[other]) enqueue(other);
      }
    }
  }

  std::span<const Goal> goals_;
  const Statistics& statistics_;
  std::vector<Rows> rows_;
  std::vector<double> matches_;
  std::vector<bool> taken_;
  std::vector<std::vector<std::size_t>> reading_;  ///< goals by column
  std::vector<double> distinct_;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
};

}  // namespace

double expected_share(const Condition& condition) {
  constexpr double kEqual = 0.1;
  constexpr double kOther = 1.0 / 3;
  if (!condition.comparison) return kOther;
  switch (condition.comparison->op) {
    case parser::Operator::Equal:
      return kEqual;
    case parser::Operator::NotEqual:
      return 1 - kEqual;
    default:
      return kOther;
  }
}

GoalOrder cheapest_order(std::span<const Goal> goals, std::vector<double> distinct, double rows,
                         const Statistics& statistics, std::span<const Sieve> sieves) {
  if (goals.empty()) return {};
  if (goals.size() > kMany) return OneWay(goals, statistics).run(std::move(distinct), rows);
  return Search(goals, statistics, sieves).run(std::move(distinct), rows);
}

double bind_estimates(const Goal& goal, const Statistics& statistics,
                      std::vector<double>& distinct) {
  return matches(goal, rows_of(goal, statistics), statistics, distinct);
}

std::uint8_t bound_positions(const Atom& atom, const std::vector<double>& distinct) {
  const std::array<const Operand*, 3> parts = {&atom.subject, &atom.predicate, &atom.object};
  std::uint8_t result = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (has_value(*parts[i], distinct)) result = static_cast<std::uint8_t>(result | 1U << i);
  }
  const bool term = atom.term != kNoColumn && distinct[atom.term] > 0;
  return term ? static_cast<std::uint8_t>(result | 8U) : result;
}

}  // namespace rules
