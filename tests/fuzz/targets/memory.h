#pragma once

#include <cstddef>

namespace fuzz {

/// Ends the program where more memory is taken, from its construction to its end, than a text of
/// this size may take: a fixed part and so many bytes for each byte of the text.
class MemoryBound {
 public:
  explicit MemoryBound(std::size_t text_size);
  ~MemoryBound();
  MemoryBound(const MemoryBound&) = delete;
  MemoryBound& operator=(const MemoryBound&) = delete;

  static constexpr std::size_t kFixed = 2 << 20;
  static constexpr std::size_t kPerByte = 512;
};

}  // namespace fuzz
