#include "kg/big_array.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

namespace kg {

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;

bool is_mapped(std::size_t bytes) { return bytes >= 2 * kHugePage; }
/// What is mapped for a block.
std::size_t mapped(std::size_t bytes) { return (bytes + kHugePage - 1) & ~(kHugePage - 1); }

/// Address space at a huge page, to be mapped over: where both places are, pages move whole.
char* reserve_aligned(std::size_t bytes) {
  void* const space = mmap(nullptr, bytes + kHugePage, PROT_NONE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (space == MAP_FAILED) throw std::bad_alloc();
  char* const begin = static_cast<char*>(space);
  const std::size_t before =
      (kHugePage - reinterpret_cast<std::uintptr_t>(begin) % kHugePage) % kHugePage;
  if (before > 0) munmap(begin, before);
  munmap(begin + before + bytes, kHugePage - before);
  return begin + before;
}

void* map_block(std::size_t bytes) {
  char* const place = reserve_aligned(bytes);
  if (mprotect(place, bytes, PROT_READ | PROT_WRITE) != 0) {
    munmap(place, bytes);
    throw std::bad_alloc();
  }
  prefer_huge_pages(place, bytes);
  return place;
}

void* grow_mapping(void* block, std::size_t old_bytes, std::size_t new_bytes) {
  if (old_bytes == new_bytes) return block;
  void* moved = mremap(block, old_bytes, new_bytes, 0);
  if (moved != MAP_FAILED) return moved;
  char* const place = reserve_aligned(new_bytes);
  moved = mremap(block, old_bytes, new_bytes, MREMAP_MAYMOVE | MREMAP_FIXED, place);
  if (moved != MAP_FAILED) return moved;
  munmap(place, new_bytes);
  throw std::bad_alloc();
}

}  // namespace

void prefer_huge_pages(void* memory, std::size_t bytes) {
  if (bytes < 2 * kHugePage) return;
  const auto begin = (reinterpret_cast<std::uintptr_t>(memory) + kHugePage - 1) & ~(kHugePage - 1);
  const auto end = (reinterpret_cast<std::uintptr_t>(memory) + bytes) & ~(kHugePage - 1);
  // A wish: a kernel that does not grant it only makes the run slower.
  if (begin < end)
    static_cast<void>(madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE));
}

void* grow_block(void* block, std::size_t old_bytes, std::size_t new_bytes) {
  if (!is_mapped(new_bytes)) {
    void* const moved = std::realloc(block, new_bytes);
    if (moved == nullptr) throw std::bad_alloc();
    return moved;
  }
  if (is_mapped(old_bytes)) return grow_mapping(block, mapped(old_bytes), mapped(new_bytes));
  void* const larger = map_block(mapped(new_bytes));
  if (old_bytes > 0) std::memcpy(larger, block, old_bytes);
  std::free(block);
  return larger;
}

void free_block(void* block, std::size_t bytes) {
  if (is_mapped(bytes)) {
    munmap(block, mapped(bytes));
  } else {
    std::free(block);
  }
}

}  // namespace kg
