#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

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
  TermBytes at(std::uint32_t number) const;
  std::size_t size() const { return records_.size(); }

 private:
  /// `size` bytes of the arena.
  char* allocate(std::size_t size);

  HashIndex index_;
  /// Where the record of each number starts: size (4 bytes), kind (1 byte), payload.
  std::vector<const char*> records_;
  std::vector<std::unique_ptr<char[]>> chunks_;
  char* free_ = nullptr;
  std::size_t free_bytes_ = 0;
};

}  // namespace kg
