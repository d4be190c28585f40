#include <chrono>
#include <fstream>
#include <ostream>

#include "repl/commands.h"
#include "repl/interrupt.h"
#include "repl/open_output.h"
#include "repl/progress_line.h"
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
  std::optional<Change> change;
  const auto start = std::chrono::steady_clock::now();
  {
    std::optional<ProgressLine> line;
    if (streams.err_is_terminal) session.set_progress(std::ref(line.emplace(streams.err)));
    change = operation(session, diagnostics);
    session.set_progress({});
  }
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

Exit run_load(const StoreOptions& store, const std::vector<std::string>& paths, bool strict,
              Streams& streams) {
  return change_store(
      store, streams,
      [&](Session& session, parser::Diagnostics& diagnostics) {
        return session.load(paths, diagnostics, strict);
      },
      describe_load);
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
  write_dataset(session.snapshot(), options.format, options.inferences, out);
  finish(out, options.output);
  return Exit::Done;
}

}  // namespace repl
