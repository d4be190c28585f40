#include "rules/pair_set.h"

#include <algorithm>
#include <bit>
#include <utility>
#include <vector>

namespace rules {

namespace {

constexpr std::size_t kSmallest = 16;  // slots of the smallest table
constexpr std::size_t kAhead = 128;    // keys whose slots are fetched before they are looked at

/// Tables are filled to five eighths.
constexpr bool crowded(std::size_t size, std::size_t capacity) { return size * 8 > capacity * 5; }

/// Large tables grow by half only: twice as much would be half empty, on average, by a third.
constexpr std::size_t next_capacity(std::size_t capacity) {
  return capacity < std::size_t{1} << 16 ? capacity * 2 : capacity + capacity / 2;
}

constexpr std::size_t bitmap_words(LocalId domain) {
  return (std::size_t{domain} * domain + 63) / 64;
}

/// Room for some more terms, so that one new term does not make a new bitmap.
constexpr LocalId roomy(LocalId term_count) { return term_count + term_count / 8; }

/// With more terms no bitmap pays, and the arithmetic stays in bounds.
constexpr LocalId kMostTerms = LocalId{1} << 24;

}  // namespace

std::size_t PairSet::insert(Pair* keys, std::size_t count, LocalId term_count) {
  std::size_t fresh = 0;
  for (std::size_t begin = 0; begin < count; begin += kAhead) {
    const std::size_t n = std::min(kAhead, count - begin);
    reserve(n, term_count);
    const std::size_t added =
        domain_ != 0 ? insert_bits(keys + begin, n) : insert_hashed(keys + begin, n);
    std::copy_n(keys + begin, added, keys + fresh);
    fresh += added;
    size_ += added;
  }
  return fresh;
}

std::size_t PairSet::insert_bits(Pair* keys, std::size_t count) {
  std::uint64_t* const words = words_.data();
  for (std::size_t i = 0; i < count; ++i) __builtin_prefetch(&words[bit(keys[i]) / 64], 1);
  std::size_t fresh = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Pair key = keys[i];
    const std::size_t b = bit(key);
    const std::uint64_t mask = std::uint64_t{1} << (b % 64);
    const bool is_new = (words[b / 64] & mask) == 0;
    words[b / 64] |= mask;
    keys[fresh] = key;
    fresh += is_new ? 1 : 0;
  }
  return fresh;
}

std::size_t PairSet::insert_hashed(Pair* keys, std::size_t count) {
  std::uint64_t* const words = words_.data();
  for (std::size_t i = 0; i < count; ++i) __builtin_prefetch(&words[home(keys[i])], 1);
  std::size_t fresh = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Pair key = keys[i];
    std::size_t slot = home(key);
    while (words[slot] != 0 && words[slot] != key) slot = after(slot);
    if (words[slot] == key) continue;
    words[slot] = key;
    keys[fresh++] = key;
  }
  return fresh;
}

void PairSet::insert_marking(const Pair* keys, std::size_t count, LocalId term_count,
                             std::uint8_t* fresh) {
  for (std::size_t begin = 0; begin < count; begin += kAhead) {
    const std::size_t end = std::min(count, begin + kAhead);
    reserve(end - begin, term_count);
    std::uint64_t* const words = words_.data();
    // Counted aside: other threads fill the sets beside this one in memory.
    std::size_t added = 0;
    if (domain_ != 0) {
      for (std::size_t i = begin; i < end; ++i) __builtin_prefetch(&words[bit(keys[i]) / 64], 1);
      for (std::size_t i = begin; i < end; ++i) {
        const std::size_t b = bit(keys[i]);
        const std::uint64_t mask = std::uint64_t{1} << (b % 64);
        fresh[i] = (words[b / 64] & mask) == 0;
        words[b / 64] |= mask;
        added += fresh[i];
      }
      size_ += added;
      continue;
    }
    for (std::size_t i = begin; i < end; ++i) __builtin_prefetch(&words[home(keys[i])], 1);
    for (std::size_t i = begin; i < end; ++i) {
      std::size_t slot = home(keys[i]);
      while (words[slot] != 0 && words[slot] != keys[i]) slot = after(slot);
      fresh[i] = words[slot] == 0;
      words[slot] = keys[i];
      added += fresh[i];
    }
    size_ += added;
  }
}

bool PairSet::contains(Pair key) const {
  std::uint8_t found = 0;
  contains(&key, 1, &found);
  return found != 0;
}

void PairSet::contains(const Pair* keys, std::size_t count, std::uint8_t* found) const {
  const std::uint64_t* const words = words_.data();
  if (domain_ != 0) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t b = bit(keys[i]);
      found[i] = in_bitmap(keys[i]) && (words[b / 64] >> (b % 64) & 1U) != 0;
    }
    return;
  }
  if (capacity_ == 0) {
    std::fill_n(found, count, std::uint8_t{0});
    return;
  }
  for (std::size_t begin = 0; begin < count; begin += kAhead) {
    const std::size_t end = std::min(begin + kAhead, count);
    for (std::size_t i = begin; i < end; ++i) __builtin_prefetch(&words[home(keys[i])]);
    for (std::size_t i = begin; i < end; ++i) {
      std::size_t slot = home(keys[i]);
      while (words[slot] != 0 && words[slot] != keys[i]) slot = after(slot);
      found[i] = words[slot] != 0;
    }
  }
}

void PairSet::clear() { *this = PairSet(); }

void PairSet::reserve(std::size_t count, LocalId term_count) {
  const std::size_t wanted = size_ + count;
  if (domain_ != 0) {
    if (term_count <= domain_) return;
    // There are new terms: as large a bitmap, if it still pays.
    make_bitmap(roomy(term_count));
    return;
  }
  if (!crowded(wanted, capacity_)) return;
  std::size_t capacity = std::max(capacity_, kSmallest);
  while (crowded(wanted, capacity)) capacity = next_capacity(capacity);
  if (term_count < kMostTerms && bitmap_words(roomy(term_count)) <= capacity) {
    make_bitmap(roomy(term_count));
  } else if (capacity_ == 0) {
    make_table(capacity);
  } else {
    grow_table(capacity);
  }
}

template <class Visit>
void PairSet::for_each(Visit&& visit) const {
  const std::uint64_t* const words = words_.data();
  for (std::size_t i = 0; i < capacity_; ++i) {
    if (words[i] != 0) visit(words[i]);
  }
  for (std::size_t i = 0; domain_ != 0 && i < bitmap_words(domain_); ++i) {
    for (std::uint64_t rest = words[i]; rest != 0; rest &= rest - 1) {
      const std::size_t b = i * 64 + static_cast<std::size_t>(std::countr_zero(rest));
      visit(make_pair(static_cast<LocalId>(b / domain_), static_cast<LocalId>(b % domain_)));
    }
  }
}

void PairSet::put(Pair key) {
  std::size_t slot = home(key);
  while (words_.data()[slot] != 0) slot = after(slot);
  words_.data()[slot] = key;
}

/// Replaces a bitmap, or nothing.
void PairSet::make_table(std::size_t capacity) {
  PairSet table;
  table.words_.grow(capacity);
  table.capacity_ = capacity;
  table.size_ = size_;
  for_each([&](Pair key) { table.put(key); });
  *this = std::move(table);
}

/// Each run of keys without a free slot between them is taken out and put back, from the last one
/// to the first. A key only moves up, so that it comes to stand where its own run was or higher,
/// where everything is in its place already.
void PairSet::grow_table(std::size_t capacity) {
  const std::size_t old = std::exchange(capacity_, capacity);
  words_.grow(capacity);
  std::uint64_t* const words = words_.data();
  // The keys at the very beginning may belong to the end: their turn comes last.
  std::vector<Pair> wrapped;
  std::size_t first = 0;
  for (; first < old && words[first] != 0; ++first) {
    wrapped.push_back(std::exchange(words[first], 0));
  }
  std::vector<Pair> run;
  for (std::size_t at = old; at > first;) {
    for (; at > first && words[at - 1] == 0; --at) {
    }
    run.clear();
    for (; at > first && words[at - 1] != 0; --at) run.push_back(std::exchange(words[at - 1], 0));
    for (const Pair key : run) put(key);
  }
  for (const Pair key : wrapped) put(key);
}

void PairSet::make_bitmap(LocalId domain) {
  std::size_t hashed = kSmallest;
  while (crowded(size_ + kAhead, hashed)) hashed = next_capacity(hashed);
  if (domain_ != 0 && (domain >= kMostTerms || bitmap_words(domain) > 4 * hashed)) {
    return make_table(hashed);
  }
  PairSet larger;
  larger.words_.grow(bitmap_words(domain));
  larger.domain_ = domain;
  larger.size_ = size_;
  std::uint64_t* const words = larger.words_.data();
  for_each(
      [&](Pair key) { words[larger.bit(key) / 64] |= std::uint64_t{1} << (larger.bit(key) % 64); });
  *this = std::move(larger);
}

}  // namespace rules
