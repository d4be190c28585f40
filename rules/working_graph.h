#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <tuple>
#include <vector>

#include "rules/joined_index.h"
#include "rules/relation.h"

namespace rules {

enum class RelationIndex : std::uint32_t {};
inline constexpr RelationIndex kNoRelation{~std::uint32_t{0}};

/// The evaluation graph of a run: its terms, a relation a predicate, and rounds. What a round adds
/// is seen by the next.
class WorkingGraph {
 public:
  /// Rows that a round added to a relation.
  struct Added {
    std::uint32_t round;
    RelationIndex relation;
    RowRange rows;
  };

  LocalTerms& terms() { return terms_; }
  const LocalTerms& terms() const { return terms_; }

  /// The relation of a predicate, an empty one if need be.
  RelationIndex add(LocalId predicate);
  /// The relation of a predicate, or `kNoRelation`.
  RelationIndex find(LocalId predicate) const {
    return predicate < by_predicate_.size() ? by_predicate_[predicate] : kNoRelation;
  }
  Relation& at(RelationIndex index) { return relations_[static_cast<std::size_t>(index)]; }
  const Relation& at(RelationIndex index) const {
    return relations_[static_cast<std::size_t>(index)];
  }
  std::size_t relation_count() const { return relations_.size(); }

  void add_base(LocalId subject, LocalId predicate, LocalId object) {
    at(add(predicate)).add_base(make_pair(subject, object));
  }
  /// Ends adding base rows. Of equal ones the first is kept; if all are `distinct`, nobody looks.
  void seal_base(bool distinct = false);

  /// Adds rows to a relation; those that are new are seen from the next round on. Returns their
  /// number.
  std::size_t insert(RelationIndex relation, Pair* rows, std::size_t count);
  /// The same for a sequence of rows, with all workers; `counts[i]` are those of its part i.
  void insert_all(RelationIndex relation, std::span<const std::span<const Pair>> rows,
                  Workers& workers, std::vector<std::size_t>& counts);
  /// Builds an index that a thread misses while others read the graph.
  void index_shared(RelationIndex relation, Side side, View view);
  /// Ends a round. Returns whether it added anything.
  bool advance();
  /// Makes the last round's additions no longer its delta.
  void settle();
  /// Frees what only rounds need. Nothing can be inserted or looked up after.
  void forget_indexes();
  /// The round that runs now, from 1.
  std::uint32_t round() const { return round_; }
  /// Relations with a delta.
  std::span<const RelationIndex> changed() const { return changed_; }
  /// The relations that may have rows in a view, by number.
  std::size_t count_in(View view) const {
    return view == View::Delta ? changed_.size() : relations_.size();
  }
  RelationIndex nth_in(View view, std::size_t i) const {
    return view == View::Delta ? changed_[i] : static_cast<RelationIndex>(i);
  }
  /// All that was added so far, oldest first.
  std::span<const Added> log() const { return log_; }
  std::size_t added_count() const { return added_count_; }
  std::size_t visible_count() const { return visible_count_; }

  /// Builds what `find_any` needs.
  void index_any(Side side, View view);
  /// The predicates, in the upper half, and other sides, in the lower, of all triples that have
  /// `key` on a side. Needs `index_any`. Valid until `advance`.
  Run<Pair> find_any(Side side, LocalId key, View view) const;
  /// As `Relation::is_skewed`, of all triples. Needs `index_any`.
  bool is_any_skewed(Side side, View view) const;
  /// About how many terms stand on a side of any triple. Exact where there is an index.
  double distinct_any(Side side) const;

  /// Builds the joined index of two relations by the terms on these sides of them, unless one of
  /// them keeps growing.
  void join(RelationIndex first, Side first_key, RelationIndex second, Side second_key);
  /// That index, or null where none stands for what the relations hold now.
  const JoinedIndex* joined(RelationIndex first, Side first_key, RelationIndex second,
                            Side second_key) const;

 private:
  using AnyLists = KeyLists<Pair>;
  /// What `distinct_any` guessed, for the number of triples there were.
  struct Guess {
    std::size_t triples = 0;
    double distinct = 1;
  };

  const AnyLists* any_of(Side side, bool base) const {
    return any_[static_cast<std::size_t>(side) * 2 + (base ? 1 : 0)].get();
  }
  using JoinedKey = std::tuple<RelationIndex, Side, RelationIndex, Side>;
  struct Joined {
    std::unique_ptr<JoinedIndex> index;
    std::size_t builds = 0;
  };

  void append_any(AnyLists& lists, Side side, RelationIndex index, RowRange rows);

  LocalTerms terms_;
  std::mutex indexing_;
  std::deque<Relation> relations_;
  std::vector<RelationIndex> by_predicate_;
  std::vector<RelationIndex> changed_;
  std::vector<RelationIndex> changing_;  ///< to which this round has added
  std::vector<Added> log_;
  std::array<std::unique_ptr<AnyLists>, 4> any_;
  mutable std::array<Guess, 2> guesses_;
  std::map<JoinedKey, Joined> joined_;
  std::uint32_t round_ = 1;
  std::size_t added_count_ = 0;
  std::size_t visible_count_ = 0;
};

}  // namespace rules
