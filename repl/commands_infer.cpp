#include <fmt/format.h>

#include <fstream>
#include <ostream>
#include <utility>

#include "facts/load.h"
#include "kg/memory_limit.h"
#include "ontology/violations.h"
#include "repl/activity.h"
#include "repl/commands.h"
#include "repl/interrupt.h"
#include "repl/open_output.h"
#include "repl/render_profile.h"
#include "repl/wording.h"
#include "repl/write_results.h"
#include "rules/evaluate.h"

namespace repl {

namespace {

/// What `infer` works on.
struct Inputs {
  kg::MemoryDictionary terms;
  std::optional<rules::Program> program;
  std::optional<rules::BaseFacts> facts;
  /// About statements that were read and take no part.
  std::string warnings;
};

std::string left_out(const std::string& file, std::size_t statements) {
  return fmt::format(
      "warning: {}: {} in named graphs {} no part: rules read and extend the default graph\n", file,
      statements == 1 ? "1 statement" : fmt::format("{} statements", statements),
      statements == 1 ? "takes" : "take");
}

/// Statements between two looks at the memory.
constexpr std::size_t kPatience = std::size_t{1} << 14U;

void read_rules(const std::vector<facts::File>& files, Inputs& inputs, const Progress& progress,
                parser::Diagnostics& diagnostics) {
  std::vector<parser::Source> sources;
  const std::size_t errors_before = diagnostics.error_count();
  for (const facts::File& file : files) {
    if (file.kind != facts::FileKind::Rules) continue;
    progress({"reading " + file.name});
    if (auto source = facts::read(file, diagnostics)) sources.push_back(std::move(*source));
  }
  auto program = rules::load_program(std::move(sources), inputs.terms, diagnostics);
  if (!program || diagnostics.error_count() > errors_before) return;
  inputs.program = std::move(program);
  inputs.facts.emplace(*inputs.program);
}

/// Reads what the rules can see. Without rules, since they have errors, it looks for mistakes.
void read_facts(const std::vector<facts::File>& files, Inputs& inputs, const Progress& progress,
                parser::Diagnostics& diagnostics) {
  std::string stage;
  std::size_t read = 0;
  const auto tell = [&] {
    kg::check_memory();
    progress({stage, 0, read, "triples"});
    return true;
  };
  facts::ReadOptions options;
  options.default_graph_only = true;
  if (!inputs.facts) {
    options.wanted = [](kg::TermId) { return false; };
  } else if (!inputs.facts->wants_all()) {
    options.wanted = [&](kg::TermId predicate) { return inputs.facts->wants(predicate); };
  }
  options.go_on = tell;
  const auto add = [&](const kg::Quad& quad, std::uint32_t) {
    inputs.facts->add(quad.triple);
    if (++read % kPatience == 0) tell();
  };
  parser::Prefixes prefixes;
  for (const facts::File& file : files) {
    if (file.kind != facts::FileKind::Data) continue;
    stage = "reading " + file.name;
    read = 0;
    progress({stage});
    const facts::FileReading reading =
        facts::read_data_file(file, inputs.terms, add, prefixes, diagnostics, options);
    if (reading.in_named_graphs > 0) {
      inputs.warnings += left_out(file.name, reading.in_named_graphs);
    }
  }
  if (inputs.facts) inputs.facts->seal();
}

/// Rules first, so that of the facts only what they can see need be kept.
void read_inputs(const std::vector<std::string>& paths, Inputs& inputs, RunTimes& times,
                 const Progress& progress, parser::Diagnostics& diagnostics) {
  static constexpr facts::FileKind kKinds[] = {facts::FileKind::Data, facts::FileKind::Rules};
  Stopwatch watch;
  const std::vector<facts::File> files = facts::expand(paths, kKinds, diagnostics);
  read_rules(files, inputs, progress, diagnostics);
  times.rules = watch.lap();
  read_facts(files, inputs, progress, diagnostics);
  times.reading = watch.lap();
}

void report(const InferOptions& options, const rules::RuleSet& rules,
            const rules::Inferences& inferences, const RunTimes& times, Streams& streams) {
  const bool colour = streams.colour_err() == parser::Colour::Yes;
  if (options.explain_plan) streams.err << plan_listing(rules, inferences, colour);
  streams.err << profile_text(options.profile, rules, inferences, times, colour);
}

/// Writes them as they come, so that they need not all be held as triples. Returns how many say
/// that something is violated.
std::size_t write_inferences(const rules::Evaluated& evaluated, const kg::Dictionary& terms,
                             const Progress& progress, std::ostream& out) {
  const auto violates = terms.find(rdf::Term::iri(std::string(ontology::kViolates)));
  std::size_t violations = 0;
  NTriplesWriter writer(terms, out);
  std::size_t written = 0;
  evaluated.for_each([&](const kg::Inference& inference) {
    if (++written % kPatience == 0) progress({"writing", 0, written, "triples"});
    writer.write(inference.triple);
    if (inference.triple.predicate == violates) ++violations;
  });
  return violations;
}

std::string_view word(rules::Outcome outcome) {
  switch (outcome) {
    case rules::Outcome::Cancelled:
      return "stopped";
    case rules::Outcome::TimedOut:
      return "the time given with --timeout ran out";
    default:
      return "there are more inferences than --max-inferences allows";
  }
}

}  // namespace

Exit run_infer(const InferOptions& options, Streams& streams) {
  parser::Diagnostics diagnostics;
  Inputs inputs;
  RunTimes times;
  const Progress progress = progress_to(streams);
  const Operation operation(progress);
  read_inputs(options.files, inputs, times, progress, diagnostics);
  const std::string said = inputs.warnings + parser::render(diagnostics, streams.colour_err());
  if (!said.empty()) progress({});
  streams.err << said;
  if (!inputs.program || diagnostics.has_errors()) return Exit::Input;

  Stopwatch watch;
  const double cpu = processor_seconds();
  Interrupt interrupt(true);
  rules::EvaluateOptions limits;
  limits.cancel = &interrupt.flag();
  limits.max_inferences = options.max_inferences;
  limits.timeout = options.timeout;
  limits.threads = options.threads;
  limits.trace_plans = options.explain_plan;
  limits.progress = reasoning_progress(progress);
  progress({"reasoning"});
  const rules::RuleSet& rules = inputs.program->rules;
  const rules::Evaluated evaluated(*inputs.program, std::move(*inputs.facts), inputs.terms, limits);
  const rules::Inferences& inferences = evaluated.summary();
  times.reasoning = watch.lap();
  times.reasoning_cpu = processor_seconds() - cpu;
  if (inferences.outcome != rules::Outcome::Complete) {
    progress({});
    report(options, rules, inferences, times, streams);
    streams.err << "error: " << word(inferences.outcome)
                << "; what was inferred until then is incomplete and is not printed\n";
    return Exit::Failed;
  }
  std::ofstream file;
  std::ostream& out = open_output(options.output, file, streams.out);
  // A terminal shows what is written, and no line across it.
  const bool to_terminal = options.output.empty() && streams.out_is_terminal;
  const Progress to_tell = to_terminal ? Progress([](const Step&) {}) : progress;
  progress(to_terminal ? Step{} : Step{"writing"});
  const std::size_t violations = write_inferences(evaluated, inputs.terms, to_tell, out);
  finish(out, options.output);
  times.writing = watch.lap();
  progress({});
  report(options, rules, inferences, times, streams);
  if (violations > 0) {
    streams.err << counted(violations, "violation") << " among them: triples with <"
                << ontology::kViolates << ">\n";
  }
  return Exit::Done;
}

}  // namespace repl
