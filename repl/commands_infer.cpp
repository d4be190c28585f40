#include <fmt/format.h>

#include <fstream>
#include <ostream>

#include "facts/load.h"
#include "ontology/violations.h"
#include "repl/commands.h"
#include "repl/interrupt.h"
#include "repl/open_output.h"
#include "repl/wording.h"
#include "repl/write_results.h"
#include "rules/evaluate.h"

namespace repl {

namespace {

/// What `infer` reads: facts in memory, rules as text.
struct Inputs {
  kg::MemoryDictionary terms;
  kg::MemoryGraph facts;
  std::vector<parser::Source> rules;
  /// About statements that were read and take no part.
  std::string warnings;
};

std::string left_out(const std::string& file, std::size_t statements) {
  return fmt::format(
      "warning: {}: {} in named graphs {} no part: rules read and extend the default graph\n", file,
      statements == 1 ? "1 statement" : fmt::format("{} statements", statements),
      statements == 1 ? "takes" : "take");
}

void read_inputs(const std::vector<std::string>& paths, Inputs& inputs,
                 parser::Diagnostics& diagnostics) {
  static constexpr facts::FileKind kKinds[] = {facts::FileKind::Data, facts::FileKind::Rules};
  parser::Prefixes prefixes;
  for (const facts::File& file : facts::expand(paths, kKinds, diagnostics)) {
    std::optional<parser::Source> source = facts::read(file, diagnostics);
    if (!source) continue;
    if (file.kind == facts::FileKind::Rules) {
      inputs.rules.push_back(std::move(*source));
      continue;
    }
    std::size_t in_named_graphs = 0;
    facts::read_data(
        *source, *parser::rdf_format(file.name), inputs.terms,
        [&](const kg::Quad& quad, std::uint32_t) {
          if (quad.graph == kg::TermId::None) {
            inputs.facts.assert_triple(quad.triple);
          } else {
            ++in_named_graphs;
          }
        },
        prefixes, diagnostics);
    if (in_named_graphs > 0) inputs.warnings += left_out(file.name, in_named_graphs);
  }
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
  read_inputs(options.files, inputs, diagnostics);
  std::optional<rules::Program> program =
      rules::load_program(std::move(inputs.rules), inputs.terms, diagnostics);
  streams.err << inputs.warnings << parser::render(diagnostics, streams.colour_err());
  if (!program || diagnostics.has_errors()) return Exit::Input;

  Interrupt interrupt(true);
  rules::EvaluateOptions limits;
  limits.cancel = &interrupt.flag();
  limits.max_inferences = options.max_inferences;
  limits.timeout = options.timeout;
  limits.threads = options.threads;
  const rules::Inferences inferences =
      rules::evaluate(*program, inputs.facts, inputs.terms, limits);
  if (inferences.outcome != rules::Outcome::Complete) {
    streams.err << "error: " << word(inferences.outcome)
                << "; what was inferred until then is incomplete and is not printed\n";
    return Exit::Failed;
  }
  std::ofstream file;
  std::ostream& out = open_output(options.output, file, streams.out);
  std::vector<kg::Triple> triples;
  triples.reserve(inferences.triples.size());
  const auto violates = inputs.terms.find(rdf::Term::iri(std::string(ontology::kViolates)));
  std::size_t violations = 0;
  for (const kg::Inference& inference : inferences.triples) {
    triples.push_back(inference.triple);
    if (inference.triple.predicate == violates) ++violations;
  }
  write_ntriples(triples, inputs.terms, out);
  finish(out, options.output);
  if (violations > 0) {
    streams.err << counted(violations, "violation") << " among them: triples with <"
                << ontology::kViolates << ">\n";
  }
  return Exit::Done;
}

}  // namespace repl
