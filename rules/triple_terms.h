#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "kg/dictionary.h"
#include "rules/key_lists.h"
#include "rules/local_terms.h"

namespace rules {

/// The triple terms of a run, taken apart, so that patterns inside of them are matched by number:
/// from the term to its parts, from the parts to the term, and from one part to all terms that have
/// it.
class TripleTerms {
 public:
  using Parts = std::array<LocalId, 3>;

  TripleTerms(LocalTerms& terms, const kg::Dictionary& dictionary)
      : terms_(terms), dictionary_(dictionary) {}

  /// Takes apart the triple terms that were numbered since the last call, and those inside of them.
  void update();

  /// Subject, predicate and object of a triple term; null for another term.
  const Parts* parts(LocalId term) const {
    const std::uint32_t number = numbers_.find(term);
    return number == KeyMap::kNone ? nullptr : &parts_[number];
  }
  /// The triple term of these parts, or `kNoTerm`.
  LocalId find(const Parts& parts) const {
    const auto found = by_parts_.find(parts);
    return found == by_parts_.end() ? kNoTerm : found->second;
  }
  /// The triple terms that have `part` at a position: 0 for the subject to 2 for the object.
  Run<LocalId> with(std::size_t position, LocalId part) const {
    return by_part_[position].find(part);
  }
  std::size_t size() const { return parts_.size(); }
  std::size_t distinct(std::size_t position) const { return by_part_[position].key_count(); }

 private:
  struct Hash {
    std::size_t operator()(const Parts& parts) const {
      std::uint64_t h = 0;
      for (const LocalId part : parts) h = (h ^ part) * 0x9E3779B97F4A7C15ULL, h ^= h >> 32U;
      return static_cast<std::size_t>(h);
    }
  };

  LocalTerms& terms_;
  const kg::Dictionary& dictionary_;
  LocalId next_ = 1;  ///< the first term not looked at
  std::uint32_t updates_ = 0;
  KeyMap numbers_;
  std::vector<Parts> parts_;
  std::unordered_map<Parts, LocalId, Hash> by_parts_;
  std::array<KeyLists<LocalId>, 3> by_part_;
};

}  // namespace rules
