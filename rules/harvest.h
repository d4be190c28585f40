#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rules/working_graph.h"

namespace rules {

/// What a piece of work has inferred, in the order in which it did, known triples and repetitions
/// among it.
class Harvest {
 public:
  /// Rows of one relation. It is given by its predicate, since it may not exist yet.
  struct Segment {
    LocalId predicate = kNoTerm;
    std::size_t count = 0;
  };

  void add(LocalId predicate, const Pair* rows, std::size_t count) {
    if (count == 0) return;
    if (segments_.empty() || segments_.back().predicate != predicate) {
      segments_.push_back({predicate, 0});
    }
    segments_.back().count += count;
    rows_.append({rows, count});
  }

  /// Whether it pays to leave out what the graph has before it is added here: at first, and as long
  /// as that turns out to be much.
  bool is_mostly_known() const { return looked_up_ < kTrial || known_ * 3 > looked_up_ * 2; }
  void note_known(std::size_t looked_up, std::size_t known) {
    looked_up_ += looked_up;
    known_ += known;
  }

  /// Leaves out repetitions and what the graph has already, if that may be worth it. A join may
  /// find the same few triples any number of times. `term_count`: a bound for the terms.
  void thin_out(const WorkingGraph& graph, LocalId term_count);

  /// Gives the terms from `first` on the numbers of a list.
  void renumber(LocalId first, std::span<const LocalId> numbers);

  const std::vector<Segment>& segments() const { return segments_; }
  const BigArray<Pair>& rows() const { return rows_; }

 private:
  static constexpr std::size_t kMany = std::size_t{1} << 20U;

  std::vector<Segment> segments_;
  BigArray<Pair> rows_;
  std::size_t bound_ = kMany;
  static constexpr std::size_t kTrial = 1024;
  std::size_t looked_up_ = 0;
  std::size_t known_ = 0;
};

}  // namespace rules
