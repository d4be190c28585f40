#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "kg/hash_index.h"
#include "kg/term_id.h"
#include "kg/triple.h"
#include "rules/big_array.h"

namespace rules {

/// A term of one run, numbered from 1 as terms are met: half as wide as a TermId, and dense, so
/// that it serves as an index. 0 is no term.
using LocalId = std::uint32_t;
inline constexpr LocalId kNoTerm = 0;

/// The terms of one run.
class LocalTerms {
 public:
  LocalTerms();

  /// The number of a term, new if need be. Throws std::length_error for more terms than there are
  /// numbers.
  LocalId of(kg::TermId id) {
    const LocalId known = find(id);
    return known != kNoTerm ? known : add(id);
  }
  /// The number of a term, or `kNoTerm`.
  LocalId find(kg::TermId id) const {
    const std::uint64_t page = page_of(id);
    if (page == kNoPage) return find_other(id);
    const LocalId* const entries = page < pages_.size() ? pages_[page].get() : nullptr;
    return entries == nullptr ? kNoTerm : entries[kg::serial(id) % kPageSize];
  }

  kg::TermId term(LocalId id) const { return terms_[id]; }
  /// One more than the largest number.
  LocalId size() const { return static_cast<LocalId>(terms_.size()); }

  /// Of a term, for a hash table of numbers.
  static std::uint64_t hash(kg::TermId id) {
    const std::uint64_t h = static_cast<std::uint64_t>(id) * 0x9E3779B97F4A7C15ULL;
    // The upper half tells slots and terms apart.
    return h ^ h << 32U;
  }

 private:
  static constexpr std::uint64_t kPageSize = 4096;
  static constexpr std::uint64_t kDirect = std::uint64_t{1} << 34U;
  static constexpr std::uint64_t kNoPage = ~std::uint64_t{0};

  /// Serial numbers of the lowest dictionary are dense: they are looked up in an array, a page at a
  /// time.
  static std::uint64_t page_of(kg::TermId id) {
    const bool direct = !kg::is_inline(id) && kg::level(id) == 0 && kg::serial(id) < kDirect;
    return direct ? kg::serial(id) / kPageSize : kNoPage;
  }
  LocalId find_other(kg::TermId id) const;
  LocalId add(kg::TermId id);

  BigArray<kg::TermId> terms_;
  std::vector<std::unique_ptr<LocalId[]>> pages_;
  kg::HashIndex others_;  ///< numbers of all terms without a page
};

}  // namespace rules
