#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kg/database.h"

namespace kg {

/// Entries of a small table; without a value a key is taken out.
using Entries = std::map<std::string, std::optional<std::string>>;

/// Nothing if there are no entries.
inline void append_entries(Table table, Entries entries, std::vector<TableChange>& out) {
  if (entries.empty()) return;
  out.push_back({table, [entries = std::move(entries)](ChangeSink& sink) {
                   for (const auto& [key, value] : entries) {
                     if (value) {
                       sink.put(key, *value);
                     } else {
                       sink.erase(key);
                     }
                   }
                 }});
}

}  // namespace kg
