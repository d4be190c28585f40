#include <algorithm>
#include <utility>

#include "facts/load.h"
#include "ontology/schema.h"
#include "ontology/violations.h"
#include "parser/iri.h"
#include "repl/rule_sources.h"
#include "repl/session.h"
#include "repl/typed_rules.h"
#include "repl/vocabulary.h"
#include "rules/evaluate.h"
#include "rules/vocabulary_check.h"
#include "rules/well_formed.h"

/// The part of a session that changes its store.
namespace repl {

namespace {

constexpr std::size_t kFirstGained = 10;

std::vector<kg::Triple> inferred_triples(const kg::Snapshot& snapshot) {
  std::vector<kg::Triple> triples;
  snapshot.scan({}, kg::Part::Inference, [&](const kg::Triple& triple, kg::Order) {
    triples.push_back(triple);
    return true;
  });
  std::sort(triples.begin(), triples.end());
  return triples;
}

void compare(const std::vector<kg::Triple>& before, const std::vector<kg::Inference>& after,
             Change& change) {
  change.inferred = after.size();
  for (const kg::Inference& inference : after) {
    if (std::binary_search(before.begin(), before.end(), inference.triple)) continue;
    ++change.gained;
    if (change.first_gained.size() < kFirstGained) {
      change.first_gained.push_back(inference.triple);
    }
  }
  change.lost = before.size() - (after.size() - change.gained);
}

/// Reports sources that stay and import one that was taken out.
void report_importers(const kg::Transaction& transaction, const std::vector<std::string>& gone,
                      parser::Diagnostics& diagnostics) {
  for (const parser::Source& source : rule_sources(transaction)) {
    parser::Diagnostics ignored;
    const auto document = parser::parse_rules(source, parser::base_iri(source.name), {}, ignored);
    if (!document) continue;
    for (const parser::Import& import : document->imports) {
      for (const std::string& name : gone) {
        if (import.iri != parser::base_iri(name)) continue;
        diagnostics.error("imported",
                          "'" + name + "' is imported by '" + source.name + "', which stays",
                          "unload that too");
      }
    }
  }
}

/// Whether a source lies below one of the folders.
bool below(const std::string& source, const std::string& folder) {
  return folder == "." ? !source.starts_with('/') && !source.starts_with("../")
                       : source.starts_with(folder + "/");
}

std::string name_of(const std::string& path) {
  std::string name = facts::source_name(path, std::filesystem::current_path());
  while (name.size() > 1 && name.ends_with('/')) name.pop_back();
  return name;
}

}  // namespace

std::optional<Change> Session::load(std::span<const std::string> paths,
                                    parser::Diagnostics& diagnostics, bool strict) {
  static constexpr facts::FileKind kKinds[] = {facts::FileKind::Data, facts::FileKind::Rules};
  const std::vector<facts::File> files = facts::expand(paths, kKinds, diagnostics);
  const Operation operation(progress_);
  Stopwatch watch;
  kg::Transaction transaction = store_.begin();
  std::vector<parser::Source> rule_files;
  Change change;
  for (const facts::File& file : files) {
    const std::string stage = "reading " + file.name;
    report({stage});
    change.sources.push_back(file.name);
    if (file.kind == facts::FileKind::Data) {
      ++change.data_sources;
      facts::LoadOptions options;
      options.progress = [&](std::size_t quads) {
        report({stage, 0, quads, "triples"});
        return !(cancel_ && *cancel_);
      };
      facts::load_data(file, transaction, diagnostics, options);
    } else if (std::optional<parser::Source> source = facts::read(file, diagnostics)) {
      rule_files.push_back(std::move(*source));
    }
    if (cancel_ && *cancel_) {
      diagnostics.error("cancelled", "stopped; the store is as it was");
      return std::nullopt;
    }
  }
  change.rule_sources = rule_files.size();
  const std::vector<rules::RuleSource> documents =
      rules::read_rules(std::move(rule_files), diagnostics);
  for (const rules::RuleSource& read : documents) {
    const std::string& name = read.source.name;
    transaction.replace_rules(name, read.source.text);
    for (const auto& [prefix, iri] : read.document.prefixes) transaction.set_prefix(prefix, iri);
    if (!std::binary_search(change.sources.begin(), change.sources.end(), name)) {
      change.imported.push_back(name);
    }
  }
  for (const std::string& path : paths) {
    if (!std::filesystem::is_directory(path)) continue;
    for (const kg::SourceRecord& record : transaction.sources()) {
      if (below(record.name, name_of(path)) && !std::filesystem::exists(record.name)) {
        change.orphans.push_back(record.name);
      }
    }
  }
  RunTimes times;
  times.reading = watch.lap();
  if (!diagnostics.has_errors()) {
    const ontology::Schema schema(transaction, transaction);
    report({"checking against the vocabulary"});
    check_data_vocabulary(files, schema, transaction, transaction, transaction, strict,
                          diagnostics);
    rules::check_vocabulary(documents, schema, transaction, transaction, strict, diagnostics);
  }
  if (diagnostics.has_errors()) return std::nullopt;
  times.checking = watch.lap();
  return conclude(transaction, std::move(change), times, diagnostics);
}

std::optional<Change> Session::unload(std::span<const std::string> paths,
                                      parser::Diagnostics& diagnostics) {
  const Operation operation(progress_);
  kg::Transaction transaction = store_.begin();
  std::vector<std::string> known;
  for (const kg::SourceRecord& record : transaction.sources()) known.push_back(record.name);
  Change change;
  for (const std::string& path : paths) {
    const std::string name = path == kTyped ? path : name_of(path);
    bool found = false;
    for (const kg::SourceRecord& record : transaction.sources()) {
      if (record.name != name && !below(record.name, name)) continue;
      found = true;
      transaction.remove_source(record.name);
      change.sources.push_back(record.name);
      ++(record.rules ? change.rule_sources : change.data_sources);
    }
    if (found || std::count(change.sources.begin(), change.sources.end(), name)) continue;
    const std::string near = parser::nearest(name, known);
    diagnostics.error("unknown-source", "nothing was loaded from '" + path + "'",
                      near.empty() ? "`warrant stats --sources` lists what was loaded"
                                   : "did you mean '" + near + "'?");
  }
  if (change.rule_sources > 0) report_importers(transaction, change.sources, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  return conclude(transaction, std::move(change), {}, diagnostics);
}

std::optional<Change> Session::add_rules(std::string_view text, parser::Diagnostics& diagnostics) {
  const parser::Source typed{std::string(kTyped), std::string(text)};
  const std::string base = parser::base_iri(kTyped);
  const auto added = parser::parse_rules(typed, base, prefixes(), diagnostics);
  if (!added || diagnostics.has_errors()) return std::nullopt;
  // Mistakes of a rule on its own are shown where it was typed, not where it is kept.
  for (const parser::Rule& rule : added->rules) {
    rules::check_well_formed(rule, typed, diagnostics);
  }
  if (diagnostics.has_errors()) return std::nullopt;
  const Operation operation(progress_);
  kg::Transaction transaction = store_.begin();
  const parser::Source kept_text{std::string(kTyped), transaction.rule_text(kTyped).value_or("")};
  const auto kept = parser::parse_rules(kept_text, base, prefixes(), diagnostics);
  if (!kept || diagnostics.has_errors()) return std::nullopt;
  transaction.replace_rules(
      kTyped, with_typed_rules(kept_text.text, *kept, typed.text, *added, prefixes()));
  Change change;
  change.sources.emplace_back(kTyped);
  change.rule_sources = 1;
  change.typed_rules = added->rules.size();
  for (const parser::DataBlock& block : added->data) change.typed_triples += block.triples.size();
  return conclude(transaction, std::move(change), {}, diagnostics);
}

std::optional<Change> Session::conclude(kg::Transaction& transaction, Change change, RunTimes times,
                                        parser::Diagnostics& diagnostics) {
  report({"reasoning"});
  Stopwatch watch;
  const auto program = rules::load_program(rule_sources(transaction), transaction, diagnostics);
  if (!program) return std::nullopt;
  times.rules = watch.lap();
  const double cpu = processor_seconds();
  rules::EvaluateOptions options;
  options.cancel = cancel_;
  options.progress = reasoning_progress(progress_);
  rules::Inferences inferences = rules::evaluate(*program, transaction, transaction, options);
  times.reasoning = watch.lap();
  times.reasoning_cpu = processor_seconds() - cpu;
  if (inferences.outcome != rules::Outcome::Complete) {
    if (profile_) profile_(program->rules, inferences, times);
    diagnostics.error("cancelled", "stopped; the store is as it was");
    return std::nullopt;
  }
  const std::vector<kg::Triple> before = inferred_triples(snapshot());
  compare(before, inferences.triples, change);
  change.rules = program->rules.rules.size();
  change.asserted_before = snapshot().statistics().asserted;
  report({"writing"});
  transaction.replace_inferences(std::move(inferences.triples));
  transaction.commit();
  times.writing = watch.lap();
  if (profile_) profile_(program->rules, inferences, times);
  refresh();
  change.asserted_after = snapshot().statistics().asserted;
  change.violations = ontology::count_violations(snapshot(), snapshot());
  std::sort(change.sources.begin(), change.sources.end());
  return change;
}

}  // namespace repl
