#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "rules/explain/derivation.h"
#include "rules/explain/why.h"

namespace explain {

/// What made a conclusion come, go, or rest on something else.
struct Cause {
  enum class Kind : std::uint8_t {
    Gone,      ///< a fact that its proof used does not hold any more
    Stated,    ///< a fact that its proof uses holds now
    Present,   ///< what its proof needed absent is there now
    Absent,    ///< what its proof needs absent is there no more
    RuleGone,  ///< the rule that concluded it is out
    RuleNew    ///< the rule that concludes it is new
  };
  Kind kind = Kind::Gone;
  kg::Triple triple;                     ///< of the first four
  std::optional<rules::RuleIndex> rule;  ///< of the others: in the program before, or after

  auto operator<=>(const Cause&) const = default;
};

enum class Change : std::uint8_t { Lost, Gained, OtherReason };

/// A conclusion that two states of the facts and rules do not share, or share for another reason.
struct ChangedConclusion {
  Change change = Change::Lost;
  kg::Triple triple;
  /// Of a lost one as it was before, of the others as it is after.
  std::optional<rules::RuleIndex> rule;
  match::Bindings bindings;
  std::vector<Cause> causes;  ///< sorted, distinct
};

/// What separates two states.
struct Difference {
  /// Lost, gained, then those kept for another reason; of each what was concluded last comes first.
  std::vector<ChangedConclusion> conclusions;
  std::size_t lost = 0;
  std::size_t gained = 0;
  std::size_t other_reason = 0;
  /// Conclusions that there are after.
  std::size_t concluded = 0;
  /// Whether so many conclusions may have changed their reason that not all were looked at.
  bool reasons_bounded = false;
};

/// Compares the conclusions of two states whose terms are those of `after.interner`. `changed` are
/// the facts in which they differ.
///
/// A conclusion is gained that the evaluation graph before does not hold, and lost that the one
/// after does not. It is kept for another reason if its least proof before is no proof after: a
/// premise is gone, an absence present, or a rule out.
Difference compare(const Evidence& before, const Evidence& after,
                   const std::vector<kg::Triple>& changed);

}  // namespace explain
