#include "rules/harvest.h"

#include <unordered_map>

namespace rules {

void Harvest::thin_out(const WorkingGraph& graph, LocalId term_count) {
  if (rows_.size() < bound_) return;
  std::unordered_map<LocalId, PairSet> seen;
  Harvest kept;
  std::size_t begin = 0;
  for (const Segment& segment : segments_) {
    const RelationIndex relation = graph.find(segment.predicate);
    PairSet& set = seen[segment.predicate];
    constexpr std::size_t kChunk = 1024;
    for (std::size_t i = 0; i < segment.count; i += kChunk) {
      const std::size_t n = std::min(kChunk, segment.count - i);
      Pair* const rows = &rows_[begin + i];
      std::size_t fresh = set.insert(rows, n, term_count);
      if (relation != kNoRelation) fresh = graph.at(relation).leave_known(rows, fresh);
      kept.add(segment.predicate, rows, fresh);
    }
    begin += segment.count;
  }
  *this = std::move(kept);
  bound_ = std::max(kMany, 2 * rows_.size());
}

void Harvest::renumber(LocalId first, std::span<const LocalId> numbers) {
  const auto number = [&](LocalId term) { return term < first ? term : numbers[term - first]; };
  for (Segment& segment : segments_) segment.predicate = number(segment.predicate);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    rows_[i] = make_pair(number(subject_of(rows_[i])), number(object_of(rows_[i])));
  }
}

}  // namespace rules
