#include "rules/batch.h"

#include <numeric>

namespace rules {

void Batch::compact(const std::vector<Column>& wanted) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < size; ++i) {
    sources[kept] = static_cast<std::uint32_t>(i);
    kept += keep[i];
  }
  if (kept < size) {
    for (const Column c : wanted) {
      LocalId* const values = columns_[c].get();
      for (std::size_t i = 0; i < kept; ++i) values[i] = values[sources[i]];
    }
  }
  size = kept;
}

}  // namespace rules
