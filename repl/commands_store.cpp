#include <chrono>
#include <fstream>
#include <ostream>

#include "repl/activity.h"
#include "repl/commands.h"
#include "repl/interrupt.h"
#include "repl/open_output.h"
#include "repl/store_summary.h"
#include "repl/wording.h"

namespace repl {

namespace {

/// Runs a change of the store with progress and Ctrl-C, and says what it did.
template <typename Operation, typename Describe>
Exit change_store(const StoreOptions& options, Streams& streams, const Operation& operation,
                  const Describe& describe) {
  Session session(options.store, kg::OpenMode::ReadWrite, options.language);
  parser::Diagnostics diagnostics;
  Interrupt interrupt(true);
  session.set_cancel(&interrupt.flag());
  session.set_progress(progress_to(streams));
  const auto start = std::chrono::steady_clock::now();
  const std::optional<Change> change = operation(session, diagnostics);
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
  streams.err << parser::render(diagnostics, streams.colour_err());
  if (change) {
    streams.err << describe(*change, passed.count());
    return Exit::Done;
  }
  streams.err << "nothing was changed in " << options.store.string() << "\n";
  return interrupt.flag() ? Exit::Failed : Exit::Input;
}

}  // namespace

Exit run_load(const StoreOptions& store, const LoadOptions& options, Streams& streams) {
  std::string profile;
  const bool colour = streams.colour_err() == parser::Colour::Yes;
  const Exit exit = change_store(
      store, streams,
      [&](Session& session, parser::Diagnostics& diagnostics) {
        session.set_profile([&](const rules::RuleSet& rules, const rules::Inferences& inferences,
                                const RunTimes& times) {
          profile = profile_text(options.profile, rules, inferences, times, colour);
        });
        return session.load(options.paths, diagnostics, options.strict);
      },
      describe_load);
  streams.err << profile;
  return exit;
}

Exit run_unload(const StoreOptions& store, const std::vector<std::string>& paths,
                Streams& streams) {
  return change_store(
      store, streams,
      [&](Session& session, parser::Diagnostics& diagnostics) {
        return session.unload(paths, diagnostics);
      },
      [](const Change& change, double) { return describe_unload(change); });
}

Exit run_stats(const StoreOptions& store, const StatsOptions& options, Streams& streams) {
  Session session(store.store, kg::OpenMode::ReadOnly, store.language);
  parser::Diagnostics diagnostics;
  const rules::Program* program = session.program(diagnostics);
  streams.err << parser::render(diagnostics, streams.colour_err());
  if (options.json) {
    streams.out << store_summary_json(session, program);
  } else {
    streams.out << store_summary(session, program);
    if (options.sources) streams.out << "\n" << source_table(session, {});
  }
  return program ? Exit::Done : Exit::Failed;
}

Exit run_export(const StoreOptions& store, const ExportOptions& options, Streams& streams) {
  Session session(store.store, kg::OpenMode::ReadOnly, store.language);
  std::ofstream file;
  std::ostream& out = open_output(options.output, file, streams.out);
  const Progress progress = progress_to(streams);
  write_dataset(session.snapshot(), options.format, options.inferences, out,
                [&](std::size_t written) {
                  progress({"writing", 0, written, "triples"});
                });
  progress({});
  finish(out, options.output);
  return Exit::Done;
}

}  // namespace repl
