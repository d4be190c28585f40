#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/fuzz/targets/memory.h"

namespace fuzz {

/// Holds a property against one input of libFuzzer's, and the memory that takes against the bound.
inline int run(std::string (*check)(std::string_view), const std::uint8_t* bytes,
               std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const MemoryBound bound(size);
  const std::string wrong = check(text);
  if (wrong.empty()) return 0;
  std::fprintf(stderr, "%s\n", wrong.c_str());
  std::abort();
}

}  // namespace fuzz
