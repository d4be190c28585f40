#include "rules/zeroed_words.h"

#include <sys/mman.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <cstring>
#include <new>

#include "kg/memory_limit.h"

namespace rules {

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;
/// From here on, pages of the system's rather than a piece of the heap. The size of an array tells
/// which of the two it is.
constexpr std::size_t kPages = kHugePage / 2;

constexpr std::size_t kLarge = std::size_t{16} << 20;

constexpr std::size_t bytes_of(std::size_t words) { return words * sizeof(std::uint64_t); }
bool is_on_heap(std::size_t words) { return bytes_of(words) < kPages; }

/// Address space that begins where a huge page does: only there do pages move as a whole. The rest
/// is given back.
void* reserve(std::size_t bytes) {
  const std::size_t all = bytes + kHugePage;
  void* const found =
      mmap(nullptr, all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (found == MAP_FAILED) throw std::bad_alloc();
  const auto at = reinterpret_cast<std::uintptr_t>(found);
  const std::uintptr_t begin = (at + kHugePage - 1) & ~(kHugePage - 1);
  const std::uintptr_t end = (begin + bytes + 4095) & ~std::uintptr_t{4095};
  if (begin > at) munmap(found, begin - at);
  if (at + all > end) munmap(reinterpret_cast<void*>(end), at + all - end);
  return reinterpret_cast<void*>(begin);
}

void* larger(void* pages, std::size_t old_bytes, std::size_t bytes) {
  void* moved = mremap(pages, old_bytes, bytes, 0);
  if (moved == MAP_FAILED) {
    void* const to = reserve(bytes);
    moved = mremap(pages, old_bytes, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, to);
    if (moved == MAP_FAILED) {
      munmap(to, bytes);
      throw std::bad_alloc();
    }
  }
  return moved;
}

}  // namespace

ZeroedWords::~ZeroedWords() {
  if (is_on_heap(size_)) {
    std::free(data_);
  } else {
    munmap(data_, bytes_of(size_));
  }
}

void ZeroedWords::grow(std::size_t count) {
  assert(count >= size_);
  if (count == size_) return;
  // What is asked for is soon filled, all at once.
  if (bytes_of(count - size_) >= kLarge) kg::claim_memory(bytes_of(count - size_));
  void* moved = nullptr;
  if (is_on_heap(count)) {
    moved = std::realloc(data_, bytes_of(count));
    if (moved == nullptr) throw std::bad_alloc();
    std::memset(static_cast<std::uint64_t*>(moved) + size_, 0, bytes_of(count - size_));
  } else if (is_on_heap(size_)) {
    moved = reserve(bytes_of(count));
    if (size_ > 0) std::memcpy(moved, data_, bytes_of(size_));
    std::free(data_);
  } else {
    moved = larger(data_, bytes_of(size_), bytes_of(count));
  }
  data_ = static_cast<std::uint64_t*>(moved);
  size_ = count;
  // A wish: a kernel that does not grant it only makes the run slower.
  if (bytes_of(count) >= 2 * kHugePage) {
    static_cast<void>(madvise(data_, bytes_of(count), MADV_HUGEPAGE));
  }
}

}  // namespace rules
