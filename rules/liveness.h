#pragma once

#include "rules/plan.h"

namespace rules {

/// Fills in which columns are live at each step. Columns that nothing uses are not written: a step
/// that would only have multiplied rows by them becomes one that keeps or drops them.
void find_live_columns(Plan& plan);

}  // namespace rules
