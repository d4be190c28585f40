#include "rules/pair_map.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace rules {

std::size_t PairMap::slot_of(Pair key) const {
  std::size_t slot = static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> shift_);
  while (table_[slot].key != 0 && table_[slot].key != key) slot = (slot + 1) & (table_.size() - 1);
  return slot;
}

std::uint32_t PairMap::find(Pair key) const {
  if (table_.empty()) return kNone;
  const Entry& entry = table_[slot_of(key)];
  return entry.key == 0 ? kNone : entry.number;
}

std::uint32_t PairMap::add(Pair key) {
  if ((size_ + std::size_t{1}) * 2 > table_.size()) grow();
  Entry& entry = table_[slot_of(key)];
  if (entry.key == 0) entry = {key, size_++};
  return entry.number;
}

void PairMap::grow() {
  PairMap larger;
  const std::size_t capacity = std::max<std::size_t>(16, table_.size() * 2);
  larger.table_.assign(capacity, {});
  larger.shift_ = 64U - static_cast<unsigned>(std::countr_zero(capacity));
  larger.size_ = size_;
  for (const Entry& entry : table_.range(0, table_.size())) {
    if (entry.key != 0) larger.table_[larger.slot_of(entry.key)] = entry;
  }
  *this = std::move(larger);
}

}  // namespace rules
