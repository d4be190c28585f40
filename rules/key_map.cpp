#include "rules/key_map.h"

#include <algorithm>
#include <bit>

namespace rules {

std::uint32_t KeyMap::add(LocalId key, LocalId term_count) {
  if (const std::uint32_t known = find(key); known != kNone) return known;
  if (direct_.empty() ? (size_ + 1) * std::size_t{2} > table_.size() : key >= direct_.size()) {
    grow(term_count);
  }
  put(key, size_);
  return size_++;
}

void KeyMap::put(LocalId key, std::uint32_t number) {
  if (!direct_.empty()) {
    direct_[key] = number + 1;
    return;
  }
  std::size_t slot = home(key);
  while (table_[slot] != 0) slot = (slot + 1) & (table_.size() - 1);
  table_[slot] = std::uint64_t{key} << 32U | number;
}

void KeyMap::grow(LocalId term_count) {
  if (!direct_.empty()) {
    const std::size_t wanted = std::size_t{term_count} + term_count / 4;
    const std::size_t more = wanted - direct_.size();
    std::fill_n(direct_.grow_by(more), more, std::uint32_t{0});
    return;
  }
  KeyMap larger;
  larger.size_ = size_;
  const std::size_t capacity = std::max<std::size_t>(8, table_.size() * 2);
  if (term_count <= capacity * 2) {
    larger.direct_.assign(term_count, 0);
  } else {
    larger.table_.assign(capacity, 0);
    larger.shift_ = 64U - static_cast<unsigned>(std::countr_zero(capacity));
  }
  for (std::size_t i = 0; i < table_.size(); ++i) {
    if (table_[i] != 0) {
      larger.put(static_cast<LocalId>(table_[i] >> 32U), static_cast<std::uint32_t>(table_[i]));
    }
  }
  *this = std::move(larger);
}

}  // namespace rules
