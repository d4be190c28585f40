#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace kg {

/// Gives out memory for bytes that stay where they are, chunk by chunk, and takes it back as a
/// whole.
class ByteArena {
 public:
  char* allocate(std::size_t size) {
    if (size > free_bytes_) {
      const std::size_t usual =
          std::min(kMaxChunkBytes, kFirstChunkBytes << std::min<std::size_t>(chunks_.size(), 16));
      const std::size_t chunk = std::max(usual, size);
      chunks_.push_back(std::make_unique_for_overwrite<char[]>(chunk));
      // What fills a chunk of its own leaves the rest of the last one in use.
      if (size > usual) return chunks_.back().get();
      free_ = chunks_.back().get();
      free_bytes_ = chunk;
    }
    free_bytes_ -= size;
    return std::exchange(free_, free_ + size);
  }

  void clear() {
    chunks_.clear();
    free_ = nullptr;
    free_bytes_ = 0;
  }

 private:
  static constexpr std::size_t kFirstChunkBytes = std::size_t{4} << 10;
  static constexpr std::size_t kMaxChunkBytes = std::size_t{1} << 20;

  std::vector<std::unique_ptr<char[]>> chunks_;
  char* free_ = nullptr;
  std::size_t free_bytes_ = 0;
};

}  // namespace kg
