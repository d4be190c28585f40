#include "rules/harvest.h"

#include <unordered_map>

namespace rules {

void Harvest::thin_out(const WorkingGraph& graph) {
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
      std::size_t fresh = set.insert(rows, n, graph.terms().size());
      if (relation != kNoRelation) fresh = graph.at(relation).leave_known(rows, fresh);
      kept.add(segment.predicate, rows, fresh);
    }
    begin += segment.count;
  }
  *this = std::move(kept);
  bound_ = std::max(kMany, 2 * rows_.size());
}

}  // namespace rules
