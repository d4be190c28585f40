#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

namespace kg {

/// Asks for huge pages behind a large block of memory. They spare whoever jumps about in
/// tables of many megabytes most of the misses in the page table. Small blocks are left alone.
void prefer_huge_pages(void* memory, std::size_t bytes);

/// Makes a block of `old_bytes` (null for 0) one of `new_bytes`, which are more, and keeps what is
/// in it. A large one is a mapping of its own, on huge pages, that grows by moving these: nothing
/// is copied, and old and new never take memory side by side. With realloc they did, since the
/// kernel moves no mapping of which only a part was asked to have huge pages. Throws
/// std::bad_alloc.
void* grow_block(void* block, std::size_t old_bytes, std::size_t new_bytes);
void free_block(void* block, std::size_t bytes);

/// A growing array of plain values. Unlike std::vector it grows without copying once it is large,
/// and `grow_by` does not write what the caller is about to write.
template <class T>
class BigArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  BigArray() = default;
  ~BigArray() { free_block(data_, capacity_ * sizeof(T)); }
  BigArray(BigArray&& other) noexcept { swap(other); }
  BigArray& operator=(BigArray&& other) noexcept {
    swap(other);
    return *this;
  }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* data() { return data_; }
  const T* data() const { return data_; }
  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  std::span<const T> range(std::size_t begin, std::size_t end) const {
    assert(begin <= end && end <= size_);
    return {data_ + begin, end - begin};
  }

  void reserve(std::size_t capacity) {
    if (capacity <= capacity_) return;
    const std::size_t wanted = std::max(capacity, capacity_ + capacity_ / 2);
    data_ = static_cast<T*>(grow_block(data_, capacity_ * sizeof(T), wanted * sizeof(T)));
    capacity_ = wanted;
  }

  void push_back(T value) {
    reserve(size_ + 1);
    data_[size_++] = value;
  }

  void append(std::span<const T> values) {
    if (!values.empty()) std::copy(values.begin(), values.end(), grow_by(values.size()));
  }

  /// Makes room for more values at the end, which the caller must write, and returns where they
  /// start.
  T* grow_by(std::size_t count) {
    reserve(size_ + count);
    T* const result = data_ + size_;
    size_ += count;
    return result;
  }

  void assign(std::size_t count, T value) {
    clear();
    if (count > 0) std::fill_n(grow_by(count), count, value);
  }

  void clear() { size_ = 0; }
  /// Drops what stands behind the first `size` values.
  void truncate(std::size_t size) {
    assert(size <= size_);
    size_ = size;
  }
  void swap(BigArray& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

 private:
  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace kg
