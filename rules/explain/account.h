#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "rules/explain/derivation.h"

namespace explain {

/// One rule instance (or one fact) and all that it says of what was asked.
struct Explained {
  std::vector<kg::Triple> triples;  ///< at least one; the derivation is that of the first
  Derivation derivation;
};

/// Derivations that are told together: everything that was concluded about a term, what matches a
/// pattern, or the proofs that one triple has.
struct Account {
  /// What they are about, if they are about one term.
  std::optional<kg::TermId> term;
  std::vector<Explained> all;
  /// How many triples a limit left out.
  std::size_t left_out = 0;
  /// Whether all are proofs of the same triple, in the order of `proofs`.
  bool alternatives = false;
  /// Of alternatives: whether there are no others.
  bool all_alternatives = false;
};

}  // namespace explain
