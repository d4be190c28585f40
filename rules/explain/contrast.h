#pragma once

#include <optional>
#include <vector>

#include "rules/explain/derivation.h"
#include "rules/explain/why.h"
#include "rules/explain/why_not.h"

namespace explain {

/// A condition that the one meets, and how it stands for the other.
struct ContrastRow {
  NodeIndex holds{};  ///< in the derivation of the one
  rules::RuleIndex rule{};
  TriedElement other;  ///< the same element of the rule with the other's values
  /// What the condition rests on, if rules conclude it of the one and not of the other.
  std::vector<ContrastRow> rows;
};

/// Two triples set side by side, of which one holds and the other does not.
struct Contrast {
  Derivation why;
  kg::Triple but_not;
  /// Conditions of the conclusion, in the order of the rule's body: those that both meet too.
  std::vector<ContrastRow> rows;
};

/// Follows the least proof of a triple with the other's terms in place of its own, down to what the
/// other lacks. Terms that rules make of these are replaced by what they would make for the other;
/// where other values of a rule's variables meet more of its conditions than those of the proof,
/// they take their place. Nothing if the first does not hold or is no conclusion of a rule, or if
/// the second does hold.
std::optional<Contrast> contrast(const Evidence& evidence, const kg::Triple& holds,
                                 const kg::Triple& but_not);

}  // namespace explain
