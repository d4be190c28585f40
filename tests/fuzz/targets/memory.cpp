#include "tests/fuzz/targets/memory.h"

#include <sanitizer/allocator_interface.h>

#include <cstdio>
#include <cstdlib>
#include <limits>

namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
/// Bytes taken and not given back since the bound was set; giving back what is older counts too,
/// so that it may fall below zero.
std::ptrdiff_t held = 0;
std::size_t limit = kNone;

void taken(const volatile void*, std::size_t size) {
  held += static_cast<std::ptrdiff_t>(size);
  if (limit == kNone || held <= static_cast<std::ptrdiff_t>(limit)) return;
  limit = kNone;
  std::fprintf(stderr, "more memory than a text of this size may take\n");
  std::abort();
}

void given_back(const volatile void* memory) {
  held -=
      static_cast<std::ptrdiff_t>(__sanitizer_get_allocated_size(const_cast<const void*>(memory)));
}

[[maybe_unused]] const int hooked = __sanitizer_install_malloc_and_free_hooks(taken, given_back);

}  // namespace

namespace fuzz {

MemoryBound::MemoryBound(std::size_t text_size) {
  held = 0;
  limit = kFixed + kPerByte * text_size;
}

MemoryBound::~MemoryBound() { limit = kNone; }

}  // namespace fuzz
