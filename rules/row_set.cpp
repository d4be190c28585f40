#include "rules/row_set.h"

#include <algorithm>
#include <array>

namespace rules {

namespace {

constexpr std::size_t kChunk = 128;

}  // namespace

std::size_t RowSet::size() const {
  std::size_t result = 0;
  for (const PairSet& part : parts_) result += part.size();
  return result;
}

void RowSet::split(unsigned bits) {
  bits_ = bits;
  parts_.clear();
  parts_.resize(std::size_t{1} << bits);
}

void RowSet::reserve(std::size_t count, LocalId term_count) {
  for (PairSet& part : parts_) part.reserve(count / parts_.size(), term_count);
}

std::size_t RowSet::insert(Pair* keys, std::size_t count, LocalId term_count) {
  if (bits_ == 0) return parts_[0].insert(keys, count, term_count);
  std::array<Pair, kChunk> own;
  std::array<std::uint8_t, kChunk> own_fresh;
  std::array<std::uint8_t, kChunk> fresh;
  std::array<std::size_t, kChunk> from;
  std::size_t kept = 0;
  for (std::size_t begin = 0; begin < count; begin += kChunk) {
    const std::size_t n = std::min(kChunk, count - begin);
    for (unsigned part = 0; part < parts_.size(); ++part) {
      std::size_t found = 0;
      for (std::size_t i = 0; i < n; ++i) {
        own[found] = keys[begin + i];
        from[found] = i;
        found += part_of(keys[begin + i]) == part ? 1 : 0;
      }
      insert_into(part, own.data(), found, term_count, own_fresh.data());
      for (std::size_t i = 0; i < found; ++i) fresh[from[i]] = own_fresh[i];
    }
    for (std::size_t i = 0; i < n; ++i) {
      keys[kept] = keys[begin + i];
      kept += fresh[i];
    }
  }
  return kept;
}

void RowSet::contains(const Pair* keys, std::size_t count, std::uint8_t* found) const {
  if (bits_ == 0) return parts_[0].contains(keys, count, found);
  std::array<Pair, kChunk> own;
  std::array<std::uint8_t, kChunk> own_found;
  std::array<std::size_t, kChunk> from;
  for (std::size_t begin = 0; begin < count; begin += kChunk) {
    const std::size_t n = std::min(kChunk, count - begin);
    for (unsigned part = 0; part < parts_.size(); ++part) {
      std::size_t chosen = 0;
      for (std::size_t i = 0; i < n; ++i) {
        own[chosen] = inner(keys[begin + i]);
        from[chosen] = begin + i;
        chosen += part_of(keys[begin + i]) == part ? 1 : 0;
      }
      parts_[part].contains(own.data(), chosen, own_found.data());
      for (std::size_t i = 0; i < chosen; ++i) found[from[i]] = own_found[i];
    }
  }
}

void RowSet::insert_into(unsigned part, Pair* keys, std::size_t count, LocalId term_count,
                         std::uint8_t* fresh) {
  if (bits_ != 0) std::transform(keys, keys + count, keys, [this](Pair key) { return inner(key); });
  parts_[part].insert_marking(keys, count, term_count, fresh);
}

}  // namespace rules
