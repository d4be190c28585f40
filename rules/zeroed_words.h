#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

namespace rules {

/// Words of memory that are 0 until they are written, in huge pages where there are many. Growing
/// moves the pages, if at all, and copies nothing, so that a table can grow within itself: it never
/// takes the memory of the old and the new one.
class ZeroedWords {
 public:
  ZeroedWords() = default;
  explicit ZeroedWords(std::size_t count) { grow(count); }
  ~ZeroedWords();
  ZeroedWords(ZeroedWords&& other) noexcept { swap(other); }
  ZeroedWords& operator=(ZeroedWords&& other) noexcept {
    swap(other);
    return *this;
  }

  /// Makes them more. Throws std::bad_alloc.
  void grow(std::size_t count);
  std::size_t size() const { return size_; }
  std::uint64_t* data() { return data_; }
  const std::uint64_t* data() const { return data_; }

 private:
  void swap(ZeroedWords& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
  }

  std::uint64_t* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace rules
