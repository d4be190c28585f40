#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kg/database.h"
#include "kg/pending_quads.h"
#include "kg/pending_terms.h"
#include "kg/store_reader.h"

namespace kg {

/// All that a transaction changes.
struct PendingState {
  const StoreReader& store;
  const PendingTerms& terms;
  const PendingQuads& quads;
  /// Sorted by triple, distinct; nothing if those of the store stay.
  const std::optional<std::vector<Inference>>& inferences;
  const std::map<std::string, std::string>& prefixes;
};

/// From this many changes on a commit writes sorted files instead of the log.
inline constexpr std::size_t kBulkChanges = 200'000;

/// Works out what a commit writes into each table and applies it whole or not at all.
void commit(Database& database, const PendingState& pending, CommitPath path);

}  // namespace kg
