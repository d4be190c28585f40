#include "repl/store_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "repl/wording.h"

namespace repl {

std::string store_summary(Session& session, const rules::Program* program) {
  const kg::StoreStatistics statistics = session.snapshot().statistics();
  const std::vector<kg::SourceRecord> sources = session.snapshot().sources();
  const auto rule_files = static_cast<std::size_t>(std::count_if(
      sources.begin(), sources.end(), [](const kg::SourceRecord& source) { return source.rules; }));
  const std::size_t rules = program ? program->rules.rules.size() : 0;
  const std::size_t strata = program ? program->strata.size() : 0;
  return fmt::format("store        {}\n", session.path().string()) +
         fmt::format("facts        {} from {}\n", grouped(statistics.asserted),
                     counted(sources.size() - rule_files, "source")) +
         fmt::format("rules        {} from {}, in {}\n", grouped(rules),
                     counted(rule_files, "source"), counted(strata, "stratum", "strata")) +
         fmt::format("conclusions  {}\n", grouped(statistics.inferred)) +
         fmt::format("terms        {}\n", grouped(statistics.terms)) +
         fmt::format("on disk      {}\n", bytes(statistics.bytes_on_disk));
}

std::string store_summary_json(Session& session, const rules::Program* program) {
  const kg::StoreStatistics statistics = session.snapshot().statistics();
  nlohmann::ordered_json json = {{"store", session.path().string()},
                                 {"asserted", statistics.asserted},
                                 {"inferred", statistics.inferred},
                                 {"terms", statistics.terms},
                                 {"bytesOnDisk", statistics.bytes_on_disk}};
  if (program) {
    json["rules"] = program->rules.rules.size();
    json["strata"] = program->strata.size();
  }
  json["sources"] = nlohmann::ordered_json::array();
  for (const kg::SourceRecord& source : session.snapshot().sources()) {
    json["sources"].push_back({{"name", source.name},
                               {"kind", source.rules ? "rules" : "data"},
                               {"quads", source.quads}});
  }
  return json.dump(2) + "\n";
}

std::string source_table(Session& session, const TableStyle& style) {
  TextTable table{{{"source"}, {"holds"}, {"facts", true}}, {}};
  for (const kg::SourceRecord& source : session.snapshot().sources()) {
    table.rows.push_back(
        {source.name, source.rules ? "rules" : "facts", source.rules ? "" : grouped(source.quads)});
  }
  return render(table, style);
}

}  // namespace repl
