#include "rules/triggers.h"

#include <algorithm>
#include <utility>

#include "rules/pair_map.h"

namespace rules {

namespace {

std::uint32_t number_in(KeyMap& numbers, LocalId key) {
  // A table by hash: the constants are few beside the terms.
  return numbers.add(key, ~LocalId{0});
}
std::uint32_t number_in(PairMap& numbers, Pair key) { return numbers.add(key); }

/// Atoms filed by a key, and the rows of a delta that have it.
template <class Numbers>
class Shelf {
 public:
  template <class Key>
  void add(Key key, const Task& task) {
    const std::uint32_t number = number_in(numbers_, key);
    if (number == files_.size()) files_.emplace_back();
    files_[number].tasks.push_back(task);
  }

  bool empty() const { return files_.empty(); }

  template <class Key>
  void meet(Key key, LocalId other_side) {
    const std::uint32_t number = numbers_.find(key);
    if (number == Numbers::kNone) return;
    File& file = files_[number];
    if (file.rows.empty()) met_.push_back(number);
    file.rows.push_back(other_side);
  }

  /// Appends the atoms whose key was met.
  void give(std::vector<Task>& into) const {
    for (const std::uint32_t number : met_) {
      for (Task task : files_[number].tasks) {
        task.list = files_[number].rows;
        into.push_back(task);
      }
    }
  }

  void forget_rows() {
    for (const std::uint32_t number : met_) files_[number].rows.clear();
    met_.clear();
  }

 private:
  struct File {
    std::vector<Task> tasks;
    std::vector<LocalId> rows;  ///< their other sides
  };

  Numbers numbers_;
  std::vector<File> files_;
  std::vector<std::uint32_t> met_;
};

}  // namespace

/// Atoms of one predicate, or of a variable one, by their constant subject, object or both.
class Triggers::ByConstants {
 public:
  void add(const Atom& atom, const Task& task) {
    if (atom.subject.is_constant() && atom.object.is_constant()) {
      by_both_.add(make_pair(atom.subject.constant, atom.object.constant), task);
    } else if (atom.object.is_constant()) {
      by_object_.add(atom.object.constant, task);
    } else if (atom.subject.is_constant()) {
      by_subject_.add(atom.subject.constant, task);
    } else {
      plain_.push_back(task);
    }
  }

  void meet_delta(const Relation& relation) {
    meet_delta(relation, by_subject_, subject_of, object_of);
    meet_delta(relation, by_object_, object_of, subject_of);
    meet_delta(
        relation, by_both_, [](Pair row) { return row; }, subject_of);
  }

  void give(std::vector<Task>& into) const {
    into.insert(into.end(), plain_.begin(), plain_.end());
    by_subject_.give(into);
    by_object_.give(into);
    by_both_.give(into);
  }

  void forget_rows() {
    by_subject_.forget_rows();
    by_object_.forget_rows();
    by_both_.forget_rows();
  }

 private:
  template <class Numbers, class KeyOf, class OtherOf>
  static void meet_delta(const Relation& relation, Shelf<Numbers>& shelf, KeyOf key_of,
                         OtherOf other_of) {
    if (shelf.empty()) return;
    const RowRange range = relation.range(View::Delta);
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const Pair row = relation.rows()[i];
      shelf.meet(key_of(row), other_of(row));
    }
  }

  std::vector<Task> plain_;  ///< without a constant
  Shelf<KeyMap> by_subject_;
  Shelf<KeyMap> by_object_;
  Shelf<PairMap> by_both_;
};

Triggers::Triggers(std::span<const Clause> clauses, std::span<const std::uint32_t> stratum) {
  for (const std::uint32_t c : stratum) {
    if (clauses[c].base) continue;
    for (std::size_t a = 0; a < clauses[c].atoms.size(); ++a) {
      add(clauses[c].atoms[a], {c, static_cast<std::uint32_t>(a), {}});
    }
  }
}

Triggers::~Triggers() = default;

void Triggers::add(const Atom& atom, const Task& task) {
  if (atom.kind == Atom::Kind::TermParts) return;
  std::unique_ptr<ByConstants>& filed =
      atom.kind == Atom::Kind::AnyPredicate ? any_ : by_relation_[atom.relation];
  if (!filed) filed = std::make_unique<ByConstants>();
  filed->add(atom, task);
}

std::span<const Task> Triggers::tasks(const WorkingGraph& graph) {
  tasks_.clear();
  for (ByConstants* const filed : met_) filed->forget_rows();
  met_.clear();
  for (const RelationIndex index : graph.changed()) {
    if (any_) any_->meet_delta(graph.at(index));
    const auto found = by_relation_.find(index);
    if (found == by_relation_.end()) continue;
    found->second->meet_delta(graph.at(index));
    met_.push_back(found->second.get());
  }
  if (any_) met_.push_back(any_.get());
  for (const ByConstants* const filed : met_) filed->give(tasks_);
  std::sort(tasks_.begin(), tasks_.end(), [](const Task& a, const Task& b) {
    return std::pair(a.clause, a.atom) < std::pair(b.clause, b.atom);
  });
  return tasks_;
}

}  // namespace rules
