#pragma once

#include <vector>

#include "kg/commit.h"

namespace kg {

/// Adds what a transaction writes into the tables Sources, SourceQuads and RuleTexts. `pending`
/// must outlive the changes, and be settled.
void append_source_changes(const PendingState& pending, std::vector<TableChange>& out);

}  // namespace kg
