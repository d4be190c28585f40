#pragma once

#include <vector>

#include "rules/explain/derivation.h"

namespace explain {

/// Marks the steps of the rules for which `hidden` (by rule) is set. The conclusion is never
/// hidden.
void mark_hidden(Derivation& derivation, const std::vector<bool>& hidden);

/// Without the steps that are marked: what each rests on takes its place, once. Critical facts stay
/// critical. Takes time in proportion to what it returns, and to the hidden steps below each step.
Derivation without_hidden(const Derivation& derivation);

}  // namespace explain
