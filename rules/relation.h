#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "rules/big_array.h"
#include "rules/key_lists.h"
#include "rules/members.h"
#include "rules/row_set.h"

namespace rules {

class Workers;

enum class Side : std::uint8_t { Subject, Object };

constexpr Side other(Side side) { return side == Side::Subject ? Side::Object : Side::Subject; }
constexpr LocalId side_of(Pair pair, Side side) {
  return side == Side::Subject ? subject_of(pair) : object_of(pair);
}

/// Which rows of a relation are looked at in a round. None of them shows what the round itself
/// adds.
enum class View : std::uint8_t {
  Base,    ///< asserted rows
  Before,  ///< all but what the round before added
  All,     ///< `Before` and `Delta`
  Delta    ///< what the round before added
};

/// Row numbers from `begin` to before `end`.
struct RowRange {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
};

/// The triples of one predicate. Rows are only added: base rows come first, then each round's. A
/// row's number says how old it is. The set of rows and the indexes are built when they are first
/// asked for, and kept up to date from then on.
class Relation {
 public:
  explicit Relation(LocalId predicate) : predicate_(predicate) {}

  LocalId predicate() const { return predicate_; }

  /// Adds a row while the base graph is read.
  void add_base(Pair row) { rows_.push_back(row); }
  /// Of equal ones of these, keeps the first.
  void leave_out_repeated(LocalId term_count);
  /// Makes the rows so far, which must be distinct, base rows.
  void seal_base();

  /// Adds the rows that are new, not visible until `advance`. Returns their number. `rows` is
  /// overwritten.
  std::size_t insert(Pair* rows, std::size_t count, LocalId term_count);
  /// Ends a round: what it added becomes the delta of `round`. Returns these rows.
  RowRange advance(std::uint32_t round, LocalId term_count);
  /// Frees the set of rows and the indexes.
  void forget_indexes();
  /// The rows that were the delta are so no longer.
  void settle();

  RowRange range(View view) const;
  /// Valid until rows are added.
  const Pair* rows() const { return rows_.data(); }
  std::size_t visible() const { return visible_; }
  /// Whether this round has added rows.
  bool changing() const { return rows_.size() > visible_; }

  /// Builds what `find` and `contains` need for a view. To be called where no other thread reads.
  void index(Side side, View view, LocalId term_count);
  void index_rows(View view, LocalId term_count);

  /// Has `members` answer for a term on a side. To be called where no other thread reads.
  void index_members(Side side, LocalId key, LocalId term_count);
  /// The other sides of the rows that have `key` on a side; null where they are not indexed.
  const Members* members(Side side, LocalId key) const {
    return members_ ? std::as_const((*members_)[static_cast<std::size_t>(side)]).find(key)
                    : nullptr;
  }

  std::size_t member_count(Side side) const {
    return members_ ? (*members_)[static_cast<std::size_t>(side)].size() : 0;
  }

  /// Whether there are sets of what the last rounds added, for `contains`.
  bool tells_new_rows() const { return sets_ && sets_->recent; }

  /// Builds the set of rows if there is none yet.
  void make_set(LocalId term_count) { build_set(term_count); }

  /// Whether `find` can be called; may be asked while another thread calls `index`.
  bool ready(Side side, View view) const {
    return ready_[slot_of(side, view)].load(std::memory_order_acquire);
  }

  /// Moves the rows to the front that are not known yet, as far as that is quickly told, and
  /// returns their number. For several threads at once.
  std::size_t leave_known(Pair* rows, std::size_t count) const;

  /// Adds the rows that are new of a sequence, in its order, with all workers. Sets `counts[i]` to
  /// how many are of its part i.
  void insert_all(std::span<const std::span<const Pair>> sequence, LocalId term_count,
                  Workers& workers, std::vector<std::size_t>& counts);

  /// The other sides of the rows that have `key` on a side. Needs `index`. Valid until `advance`.
  Run<LocalId> find(Side side, LocalId key, View view) const;
  /// Sets `found[i]` to whether the view has `keys[i]`. Needs `index_rows`.
  void contains(const Pair* keys, std::size_t count, View view, std::uint8_t* found) const;

  /// About how many terms stand on a side, and in how many rows one of them does. Exact where there
  /// is an index.
  double distinct(Side side) const;
  double rows_with(Side side, LocalId key) const;
  bool indexed(Side side) const { return lists_of(side, false) != nullptr; }
  /// Whether some term of a side has far more rows than most. Needs `index`.
  bool is_skewed(Side side, View view) const;

 private:
  using Lists = KeyLists<LocalId>;

  /// Rows of the last two rounds, so that `contains` can leave them out.
  struct Recent {
    PairSet delta;
    PairSet added;

    void add(std::span<const Pair> rows, LocalId term_count);
  };

  struct Sets {
    std::size_t held = 0;  ///< rows that `rows` holds: all or none
    RowSet rows;
    std::unique_ptr<PairSet> base;
    std::unique_ptr<Recent> recent;
  };

  std::size_t slot_of(Side side, View view) const {
    const bool base = view == View::Base && !only_base();
    return static_cast<std::size_t>(side) * 2 + (base ? 1 : 0);
  }
  const Lists* lists_of(Side side, bool base) const {
    return lists_[static_cast<std::size_t>(side) * 2 + (base ? 1 : 0)].get();
  }
  /// Stays as it is for a round.
  bool only_base() const { return visible_ == base_; }
  Sets& sets();
  void build_set(LocalId term_count);
  std::size_t insert_few(Pair* rows, std::size_t count);
  void append_delta(Lists& lists, Side side, LocalId term_count);
  void add_members(Side side, LocalId term_count);
  static void leave_out(const PairSet& set, const Pair* keys, std::size_t count,
                        std::uint8_t* found);

  LocalId predicate_;
  BigArray<Pair> rows_;
  std::size_t base_ = 0;
  std::size_t before_ = 0;   ///< where the delta begins
  std::size_t visible_ = 0;  ///< where what the round adds begins
  static constexpr std::uint32_t kNoRound = ~std::uint32_t{0};
  std::uint32_t round_ = kNoRound;  ///< of the delta
  std::array<std::unique_ptr<Lists>, 4> lists_;
  /// By list: whether it is built, for threads that may find it being built.
  std::array<std::atomic<bool>, 4> ready_{};
  /// Apart, as is the following: there may be millions of relations with a row or two.
  std::unique_ptr<Sets> sets_;
  std::unique_ptr<std::array<MemberSets, 2>> members_;
  /// What `distinct` found, for the number of rows there were.
  struct Estimate {
    std::size_t rows = 0;
    double distinct = 0;
  };
  mutable std::unique_ptr<std::array<Estimate, 2>> estimates_;
};

}  // namespace rules
