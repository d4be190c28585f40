#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace kg {

/// A hash table of 32-bit numbers of things that are kept elsewhere, made for little memory: five
/// bytes a slot, four fifths of them in use before it grows. A line of cache has twelve numbers and
/// eight bits of each hash, so that a look-up seldom touches a second line, or a thing that is not
/// the one it looks for. HashIndex takes up to three times the memory, but grows without
/// the hashes being told again.
class TagIndex {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// The number under this hash for which `same(number)` holds, or kNone.
  template <typename Same>
  std::uint32_t find(std::uint64_t hash, const Same& same) const {
    if (lines_.empty()) return kNone;
    for (std::size_t at = home(hash);; at = at + 1 == lines_.size() ? 0 : at + 1) {
      const Line& line = lines_[at];
      for (unsigned left = matches(line, tag(hash)); left != 0; left &= left - 1) {
        const std::uint32_t number = line.numbers[static_cast<unsigned>(__builtin_ctz(left))];
        if (same(number)) return number;
      }
      if (line.used < kSlots) return kNone;
    }
  }

  /// `number` must be the number of them so far. `hash_of(n)` gives the hash of one there already.
  template <typename HashOf>
  void insert(std::uint64_t hash, std::uint32_t number, const HashOf& hash_of) {
    assert(number == size_ && number < kNone);
    if ((std::size_t{number} + 1) * 5 > lines_.size() * kSlots * 4) grow(hash_of);
    place(hash, number);
    ++size_;
  }

  /// Brings the place of a hash into the cache.
  void prefetch(std::uint64_t hash) const {
    if (!lines_.empty()) __builtin_prefetch(&lines_[home(hash)]);
  }

 private:
  static constexpr unsigned kSlots = 12;

  struct alignas(64) Line {
    std::array<std::uint8_t, 15> tags{};  ///< of the numbers; the last three are not used
    std::uint8_t used = 0;
    std::array<std::uint32_t, kSlots> numbers{};
  };

  static std::uint8_t tag(std::uint64_t hash) { return static_cast<std::uint8_t>(hash); }
  std::size_t home(std::uint64_t hash) const {
    return static_cast<std::size_t>((hash >> 32) * lines_.size() >> 32);
  }

  /// A bit for each slot in use that has the tag.
  static unsigned matches(const Line& line, std::uint8_t tag) {
    unsigned found = 0;
#ifdef __SSE2__
    const __m128i tags = _mm_load_si128(reinterpret_cast<const __m128i*>(&line));
    found = static_cast<unsigned>(
        _mm_movemask_epi8(_mm_cmpeq_epi8(tags, _mm_set1_epi8(static_cast<char>(tag)))));
#else
    for (unsigned i = 0; i < kSlots; ++i) found |= unsigned{line.tags[i] == tag} << i;
#endif
    return found & ((1U << line.used) - 1);
  }

  void place(std::uint64_t hash, std::uint32_t number) {
    std::size_t at = home(hash);
    while (lines_[at].used == kSlots) at = at + 1 == lines_.size() ? 0 : at + 1;
    Line& line = lines_[at];
    line.tags[line.used] = tag(hash);
    line.numbers[line.used] = number;
    ++line.used;
  }

  template <typename HashOf>
  void grow(const HashOf& hash_of) {
    const std::size_t lines = std::max<std::size_t>(4, lines_.size() + lines_.size() / 2);
    lines_ = {};  // what it holds is known: the numbers from 0
    lines_.resize(lines);
    // The lines of some numbers ahead are on their way while one is put in its place.
    constexpr std::uint32_t kAhead = 16;
    std::array<std::uint64_t, kAhead> hashes{};
    for (std::uint32_t number = 0; number < size_ + kAhead; ++number) {
      std::uint64_t& hash = hashes[number % kAhead];
      if (number >= kAhead) place(hash, number - kAhead);
      if (number >= size_) continue;
      hash = hash_of(number);
      prefetch(hash);
    }
  }

  std::vector<Line> lines_;
  std::uint32_t size_ = 0;
};

}  // namespace kg
