#pragma once

#include <vector>

#include "kg/database.h"
#include "kg/pending_terms.h"

namespace kg {

/// What the new terms of a transaction mean for the tables Terms and Ids.
void append_term_changes(const PendingTerms& terms, const StoreReader& store,
                         std::vector<TableChange>& out);

}  // namespace kg
