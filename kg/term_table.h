#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

#include "kg/big_array.h"
#include "kg/byte_arena.h"
#include "kg/hash_index.h"
#include "kg/term_encoding.h"

namespace kg {

/// Numbers the byte encodings of terms (kg/term_encoding.h) 0, 1, 2, … in the order in which they
/// come. The bytes stand in an arena and stay where they are.
class TermTable {
 public:
  static std::uint64_t hash(const TermBytes& bytes);

  std::optional<std::uint32_t> find(const TermBytes& bytes, std::uint64_t hash) const;
  std::optional<std::uint32_t> find(const TermBytes& bytes) const {
    return find(bytes, hash(bytes));
  }
  /// The bytes must not be in the table yet.
  std::uint32_t insert(const TermBytes& bytes, std::uint64_t hash);
  TermBytes at(std::uint32_t number) const {
    const char* record = records_[number];
    std::uint32_t length = 0;
    std::memcpy(&length, record, sizeof length);
    return {static_cast<IdKind>(record[4]), {record + kHeaderBytes, length}};
  }
  /// Brings into the cache what `find` will read under these hashes, at most 64.
  void warm_up(std::span<const std::uint64_t> hashes) const;
  std::size_t size() const { return records_.size(); }

 private:
  static constexpr std::size_t kHeaderBytes = 5;

  HashIndex index_;
  /// Where the record of each number starts: size (4 bytes), kind (1 byte), payload.
  BigArray<const char*> records_;
  ByteArena arena_;
};

}  // namespace kg
