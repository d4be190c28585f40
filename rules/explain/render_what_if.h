#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ontology/label.h"
#include "rules/explain/render.h"
#include "rules/explain/what_if.h"

namespace explain {

/// Two states to compare, and what their terms are called in each: what is lost may have lost its
/// label too.
struct States {
  const Evidence& before;
  const ontology::Labels& labels_before;
  const Evidence& after;
  const ontology::Labels& labels_after;

  const Evidence& of(Change change) const { return change == Change::Lost ? before : after; }
  const ontology::Labels& labels_of(Change change) const {
    return change == Change::Lost ? labels_before : labels_after;
  }
};

/// Conclusions that belong together: those about a thing that comes or goes as a whole, or one.
/// Numbers of `Difference::conclusions`; the first says what it is.
using ConclusionGroup = std::vector<std::size_t>;

struct ConclusionSection {
  Change change = Change::Lost;
  /// The class of the things that come or go; `None` for conclusions that only lead to others, or
  /// are about things that stay.
  kg::TermId of_class = kg::TermId::None;
  std::vector<ConclusionGroup> groups;
};

/// The conclusions in the order in which they are told: things that come or go first, by their
/// class, the class that was concluded last before those that lead to it; then the others.
std::vector<ConclusionSection> arrange(const Difference& difference, const States& states);

struct WhatIfStyle {
  RenderOptions page;
  /// Groups of a section that are told; the others are counted.
  std::size_t most_groups = 12;
};

/// Counts, then each group under a number: what it says, the sentence of the rule, and what it
/// hangs on that is otherwise. Ends with a line end.
std::string to_text(const Difference& difference, const States& states, const WhatIfStyle& style);

/// What made a conclusion come or go, in words.
std::string to_text(const Cause& cause, Change change, const States& states);

}  // namespace explain
