#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kg/rdf/term.h"
#include "parser/diagnostic.h"
#include "parser/source.h"

/// Checks proofs that someone hands in. It shares nothing with what makes them: it reads the
/// documented JSON, and has its own matching and substitution. Values of expressions are the
/// engine's.
namespace verify {

enum class StepKind : std::uint8_t { Fact, Derived, Absent, Condition, Value, Given, Aggregate };

struct Triple {
  rdf::Term subject;
  rdf::Term predicate;
  rdf::Term object;

  bool operator==(const Triple&) const = default;
};

/// How a proof names a rule.
struct RuleReference {
  std::string name;  ///< its IRI; empty for a rule without a name
  std::string source;
  std::uint32_t line = 0;
};

struct Place {
  std::string source;
  std::uint32_t line = 0;
};

struct Citation {
  std::optional<rdf::Term> source;
  std::string locator;
};

/// A step as the proof claims it. Which members are meant depends on `kind`.
struct Step {
  StepKind kind = StepKind::Fact;
  std::string number;  ///< as the proof has it, for messages only
  Triple triple;       ///< Fact, Given, Derived
  std::vector<Place> stated;
  std::vector<Citation> citations;
  std::optional<RuleReference> rule;                        ///< Derived
  std::vector<std::pair<std::string, rdf::Term>> bindings;  ///< Derived: of named variables
  /// Derived: in the order of the body. Aggregate: what is counted rests on these, in any order.
  std::vector<std::size_t> premises;
  /// Condition, Value: the variables of the expression.
  std::vector<std::pair<std::string, rdf::Term>> inputs;
  std::string variable;             ///< Value, Aggregate
  std::optional<rdf::Term> result;  ///< Value, Aggregate
};

struct Proof {
  Triple conclusion;
  std::vector<Step> steps;  ///< the first is the conclusion
};

/// Reads the JSON of `why --format json`: one derivation, or the list of `conclusions` or `proofs`.
/// What is not as documented is an error that names the member. Nothing if there was one.
std::optional<std::vector<Proof>> read_proofs(const parser::Source& source,
                                              parser::Diagnostics& diagnostics);

}  // namespace verify
