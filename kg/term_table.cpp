#include "kg/term_table.h"

#include <array>
#include <cassert>
#include <cstring>

// Terms are short: the hash inlined here takes a third of the time of a call into the library.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "kg/storage_error.h"

namespace kg {

std::uint64_t TermTable::hash(const TermBytes& bytes) {
  return XXH3_64bits_withSeed(bytes.payload.data(), bytes.payload.size(),
                              static_cast<std::uint64_t>(bytes.kind));
}

std::optional<std::uint32_t> TermTable::find(const TermBytes& bytes, std::uint64_t hash) const {
  const std::uint32_t number = index_.find(hash, [&](std::uint32_t candidate) {
    const TermBytes there = at(candidate);
    return there.kind == bytes.kind && there.payload == bytes.payload;
  });
  if (number == HashIndex::kNone) return std::nullopt;
  return number;
}

std::uint32_t TermTable::insert(const TermBytes& bytes, std::uint64_t hash) {
  if (bytes.payload.size() > UINT32_MAX || size() >= HashIndex::kNone - 1) {
    throw StorageError(
        "too much for one dictionary: a term has more than 4 GiB, or there are more than 4 billion "
        "terms");
  }
  const auto length = static_cast<std::uint32_t>(bytes.payload.size());
  char* record = arena_.allocate(kHeaderBytes + length);
  std::memcpy(record, &length, sizeof length);
  record[4] = static_cast<char>(bytes.kind);
  if (length != 0) std::memcpy(record + kHeaderBytes, bytes.payload.data(), length);
  const auto number = static_cast<std::uint32_t>(records_.size());
  records_.push_back(record);
  index_.insert(hash, number);
  return number;
}

void TermTable::warm_up(std::span<const std::uint64_t> hashes) const {
  // Each step reads what the one before found for all of them, so that the processor waits for many
  // reads at once.
  constexpr std::size_t kMost = 64;
  assert(hashes.size() <= kMost);
  std::array<std::uint32_t, kMost> numbers;
  std::array<const char*, kMost> records;
  for (std::size_t i = 0; i < hashes.size(); ++i) numbers[i] = index_.likely(hashes[i]);
  std::size_t found = 0;
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    if (numbers[i] != HashIndex::kNone) records[found++] = records_[numbers[i]];
  }
  for (std::size_t i = 0; i < found; ++i) __builtin_prefetch(records[i]);
}

}  // namespace kg
