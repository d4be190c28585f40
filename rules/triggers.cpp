#include "rules/triggers.h"

#include <algorithm>

namespace rules {

namespace {

/// Atoms of one relation with a constant on one side, by that constant; and the delta's rows that
/// have it.
struct ByConstant {
  Side side;
  KeyMap numbers;
  std::vector<std::vector<Task>> tasks;
  std::vector<std::vector<LocalId>> rows;
  std::vector<std::uint32_t> filled;

  explicit ByConstant(Side s) : side(s) {}

  void add(LocalId constant, Task task) {
    // A table by hash: the constants are few beside the terms.
    const std::uint32_t number = numbers.add(constant, ~LocalId{0});
    if (number == tasks.size()) {
      tasks.emplace_back();
      rows.emplace_back();
    }
    tasks[number].push_back(task);
  }

  void collect(const Relation& relation, std::vector<Task>& into) {
    for (const std::uint32_t number : filled) rows[number].clear();
    filled.clear();
    const RowRange range = relation.range(View::Delta);
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const Pair row = relation.rows()[i];
      const std::uint32_t number = numbers.find(side_of(row, side));
      if (number == KeyMap::kNone) continue;
      if (rows[number].empty()) filled.push_back(number);
      rows[number].push_back(side_of(row, other(side)));
    }
    for (const std::uint32_t number : filled) {
      for (Task task : tasks[number]) {
        task.list = rows[number];
        into.push_back(task);
      }
    }
  }
};

}  // namespace

struct Triggers::OfRelation {
  std::vector<Task> plain;
  ByConstant by_subject{Side::Subject};
  ByConstant by_object{Side::Object};
};

Triggers::Triggers(std::span<const Clause> clauses, std::span<const std::uint32_t> stratum) {
  for (const std::uint32_t c : stratum) {
    if (clauses[c].base) continue;
    for (std::size_t a = 0; a < clauses[c].atoms.size(); ++a) {
      add(c, static_cast<std::uint32_t>(a), clauses[c].atoms[a]);
    }
  }
}

Triggers::~Triggers() = default;

void Triggers::add(std::uint32_t clause, std::uint32_t atom, const Atom& a) {
  const Task task{clause, atom, {}};
  if (a.kind == Atom::Kind::AnyPredicate) any_.push_back(task);
  if (a.kind != Atom::Kind::Relation) return;
  std::unique_ptr<OfRelation>& of_relation = by_relation_[a.relation];
  if (!of_relation) of_relation = std::make_unique<OfRelation>();
  if (a.object.is_constant()) {
    of_relation->by_object.add(a.object.constant, task);
  } else if (a.subject.is_constant()) {
    of_relation->by_subject.add(a.subject.constant, task);
  } else {
    of_relation->plain.push_back(task);
  }
}

std::span<const Task> Triggers::tasks(const WorkingGraph& graph) {
  tasks_ = any_;
  for (const RelationIndex index : graph.changed()) {
    const auto found = by_relation_.find(index);
    if (found == by_relation_.end()) continue;
    OfRelation& of_relation = *found->second;
    tasks_.insert(tasks_.end(), of_relation.plain.begin(), of_relation.plain.end());
    const Relation& relation = graph.at(index);
    if (!of_relation.by_subject.tasks.empty()) of_relation.by_subject.collect(relation, tasks_);
    if (!of_relation.by_object.tasks.empty()) of_relation.by_object.collect(relation, tasks_);
  }
  std::sort(tasks_.begin(), tasks_.end(), [](const Task& a, const Task& b) {
    return a.clause != b.clause ? a.clause < b.clause : a.atom < b.atom;
  });
  return tasks_;
}

}  // namespace rules
