#include <filesystem>
#include <optional>
#include <ostream>
#include <span>

#include "facts/load.h"
#include "kg/memory_limit.h"
#include "parser/iri.h"
#include "repl/activity.h"
#include "repl/commands.h"
#include "repl/session.h"
#include "repl/vocabulary.h"
#include "repl/wording.h"
#include "rules/extensions.h"
#include "rules/program.h"

namespace repl {

namespace {

void check_data(const parser::Source& source, const Progress& progress,
                parser::Diagnostics& diagnostics) {
  constexpr std::size_t kTold = 1 << 12;
  const std::string stage = "checking " + source.name;
  std::size_t read = 0;
  parser::Prefixes prefixes;
  parser::parse_rdf(
      source, *parser::rdf_format(source.name), parser::base_iri(source.name),
      [&](parser::RdfStatement&&) {
        if (read++ % kTold != 0) return;
        kg::check_memory();
        progress({stage, 0, read, "triples"});
      },
      prefixes, diagnostics);
}

/// Asks the query of an empty graph: what is wrong with it shows there too.
void check_query(const parser::Source& source, bool syntax, parser::Diagnostics& diagnostics) {
  const auto query = parser::parse_query(source, parser::base_iri(source.name), {}, diagnostics);
  if (!query || syntax) return;
  kg::MemoryDictionary terms;
  const kg::MemoryGraph nothing;
  query::evaluate(*query, source, nothing, terms, diagnostics);
}

/// What is beside the standard in rules and what they import. What is wrong with them otherwise is
/// not said here.
void check_standard(const std::vector<parser::Source>& sources, parser::Diagnostics& diagnostics) {
  parser::Diagnostics ignored;
  for (const rules::RuleSource& read : rules::read_rules(sources, ignored)) {
    rules::report_extensions(read.document, read.source, diagnostics);
  }
}

void check_rules(std::vector<parser::Source> sources, const CheckOptions& options,
                 parser::Diagnostics& diagnostics) {
  if (options.standard) check_standard(sources, diagnostics);
  if (options.syntax) {
    for (const parser::Source& source : sources) {
      parser::parse_rules(source, parser::base_iri(source.name), {}, diagnostics);
    }
    return;
  }
  kg::MemoryDictionary terms;
  rules::load_program(std::move(sources), terms, diagnostics);
}

/// Against what the files declare, and what a store does if there is one: a file is mostly to be
/// loaded there next.
void check_vocabulary(const StoreOptions& options, std::span<const facts::File> files,
                      std::vector<parser::Source> rule_files, bool strict,
                      parser::Diagnostics& diagnostics) {
  std::optional<Session> store;
  if (std::filesystem::exists(options.store)) {
    store.emplace(options.store, kg::OpenMode::ReadOnly, options.language);
  }
  parser::Diagnostics ignored;
  const std::vector<rules::RuleSource> rules = rules::read_rules(std::move(rule_files), ignored);
  CheckedKnowledge(files, store ? &store->snapshot() : nullptr).check(rules, strict, diagnostics);
}

std::string verdict(const parser::Diagnostics& diagnostics, std::size_t files) {
  std::size_t warnings = 0;
  for (const parser::Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity == parser::Severity::Warning) ++warnings;
  }
  std::string text = "checked " + counted(files, "file") + ": ";
  const std::size_t errors = diagnostics.error_count();
  if (errors + warnings == 0) return text + "nothing wrong\n";
  if (errors > 0) text += counted(errors, "error");
  if (warnings > 0) text += (errors > 0 ? ", " : "") + counted(warnings, "warning");
  return text + "\n";
}

}  // namespace

Exit run_check(const StoreOptions& store, const CheckOptions& options, Streams& streams) {
  static constexpr facts::FileKind kKinds[] = {facts::FileKind::Data, facts::FileKind::Rules,
                                               facts::FileKind::Query};
  parser::Diagnostics diagnostics;
  const std::vector<facts::File> files = facts::expand(options.paths, kKinds, diagnostics);
  std::vector<parser::Source> rule_files;
  std::optional<Working> working(std::in_place, streams, "checking");
  const Progress progress = progress_to(streams);
  for (const facts::File& file : files) {
    kg::check_memory();
    std::optional<parser::Source> source = facts::read(file, diagnostics);
    if (!source) continue;
    switch (file.kind) {
      case facts::FileKind::Data:
        check_data(*source, progress, diagnostics);
        break;
      case facts::FileKind::Query:
        check_query(*source, options.syntax, diagnostics);
        break;
      case facts::FileKind::Rules:
        rule_files.push_back(std::move(*source));
    }
  }
  progress({"checking"});
  std::vector<parser::Source> kept = rule_files;
  check_rules(std::move(rule_files), options, diagnostics);
  if (!options.syntax && !diagnostics.has_errors()) {
    check_vocabulary(store, files, std::move(kept), options.strict, diagnostics);
  }
  working.reset();
  streams.err << parser::render(diagnostics, streams.colour_err())
              << verdict(diagnostics, files.size());
  return diagnostics.has_errors() ? Exit::No : Exit::Done;
}

}  // namespace repl
