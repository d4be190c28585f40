#include "kg/term_table.h"

#include <algorithm>
#include <cstring>

// Terms are short: the hash inlined here takes a third of the time of a call into the library.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "kg/storage_error.h"

namespace kg {

namespace {

constexpr std::size_t kHeaderBytes = 5;
constexpr std::size_t kFirstChunkBytes = std::size_t{4} << 10;
constexpr std::size_t kMaxChunkBytes = std::size_t{1} << 20;

}  // namespace

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
  char* record = allocate(kHeaderBytes + length);
  std::memcpy(record, &length, sizeof length);
  record[4] = static_cast<char>(bytes.kind);
  if (length != 0) std::memcpy(record + kHeaderBytes, bytes.payload.data(), length);
  const auto number = static_cast<std::uint32_t>(records_.size());
  records_.push_back(record);
  index_.insert(hash, number);
  return number;
}

TermBytes TermTable::at(std::uint32_t number) const {
  const char* record = records_[number];
  std::uint32_t length = 0;
  std::memcpy(&length, record, sizeof length);
  return {static_cast<IdKind>(record[4]), {record + kHeaderBytes, length}};
}

char* TermTable::allocate(std::size_t size) {
  if (size > free_bytes_) {
    const std::size_t usual =
        std::min(kMaxChunkBytes, kFirstChunkBytes << std::min<std::size_t>(chunks_.size(), 16));
    const std::size_t chunk = std::max(usual, size);
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(chunk));
    // A term that fills a chunk of its own leaves the rest of the last one in use.
    if (size > usual) return chunks_.back().get();
    free_ = chunks_.back().get();
    free_bytes_ = chunk;
  }
  char* taken = free_;
  free_ += size;
  free_bytes_ -= size;
  return taken;
}

}  // namespace kg
