#include "kg/big_array.h"

#include <sys/mman.h>

#include <cstdint>

namespace kg {

void prefer_huge_pages(void* memory, std::size_t bytes) {
  constexpr std::size_t kPage = std::size_t{2} << 20;
  if (bytes < 2 * kPage) return;
  const auto begin = (reinterpret_cast<std::uintptr_t>(memory) + kPage - 1) & ~(kPage - 1);
  const auto end = (reinterpret_cast<std::uintptr_t>(memory) + bytes) & ~(kPage - 1);
  // A wish: a kernel that does not grant it only makes the run slower.
  if (begin < end)
    static_cast<void>(madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE));
}

}  // namespace kg
