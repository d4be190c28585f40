#pragma once

#include <vector>

#include "kg/triple_store.h"
#include "parser/source.h"

namespace repl {

/// The rule sources of a snapshot or a transaction, sorted by name.
std::vector<parser::Source> rule_sources(const auto& store) {
  std::vector<parser::Source> sources;
  for (const kg::SourceRecord& record : store.sources()) {
    if (!record.rules) continue;
    sources.push_back({record.name, store.rule_text(record.name).value_or("")});
  }
  return sources;
}

}  // namespace repl
