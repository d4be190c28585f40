#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kg/big_array.h"
#include "kg/hash_index.h"
#include "kg/tag_index.h"
#include "kg/term_encoding.h"

namespace kg {

/// Numbers terms 0, 1, 2, … as TermTable does, in a third of the memory, for runs that have little
/// else to keep: what many terms begin with (`http://example.org/person`) is written once. A
/// term of a million like it takes about twenty bytes.
class CompactTerms {
 public:
  /// The bytes of a term in two pieces, good until the next `insert`.
  struct Pieces {
    IdKind kind = IdKind::None;
    std::string_view first;
    std::string_view second;

    bool operator==(const TermBytes& bytes) const;
    /// In one piece, in `buffer`.
    TermBytes joined(std::string& buffer) const;
  };

  static std::uint64_t hash(const TermBytes& bytes);

  std::optional<std::uint32_t> find(const TermBytes& bytes, std::uint64_t hash) const;
  /// The bytes must not be there yet.
  std::uint32_t insert(const TermBytes& bytes, std::uint64_t hash);
  Pieces at(std::uint32_t number) const;
  std::size_t size() const { return size_; }

 private:
  static constexpr std::uint32_t kNoPrefix = HashIndex::kNone;

  std::uint32_t prefix_of(std::string_view prefix);

  /// By number a record: varint of prefix, kind and length; varint of the prefix's number, if there
  /// is one; the bytes after it.
  BigArray<char> records_;
  /// Where the records of numbers that are multiples of kGroup begin. Those between are found by
  /// skipping: they are next to it in memory.
  BigArray<std::uint64_t> groups_;
  std::uint32_t size_ = 0;
  TagIndex index_;

  std::vector<std::string> prefixes_;
  HashIndex prefix_index_;
  /// Hashes of prefixes seen once: one is written down when it is seen for the second time.
  std::vector<std::uint32_t> candidates_;
  std::uint32_t last_prefix_ = kNoPrefix;  ///< the last one that was used
};

}  // namespace kg
