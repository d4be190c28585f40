#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "parser/parse.h"
#include "parser/sparql_reading.h"
#include "parser/sparql_rl_syntax.h"

namespace parser::sparql {

/// A SPARQL-RL document on its way to a tree.
class RuleReading : public Reading {
 public:
  /// Each rule goes to `rule_sink`, which must outlive the reading.
  RuleReading(const Source& source, std::string_view base, const Prefixes& prefixes,
              const RuleSink& rule_sink, Diagnostics& diagnostics)
      : Reading(Language::Rules, source, base, prefixes, diagnostics), sink(rule_sink) {}

  const RuleSink& sink;
  RuleDocument document;
  /// What is being read.
  Rule rule;
  std::vector<RuleElement> body;
  Negation negation;
  bool in_negation = false;
  Assignment assignment;
  /// The aggregate whose SET is being read; elements of the body go to it.
  std::optional<Aggregate> aggregate;
};

// Shared by the parts of a rule's body.

/// `FILTER …`, `NOT { … }` and triples, added where the reading is: to the body, or to the NOT or
/// aggregate in it.
bool filter(const char*& first, const char* last, Reading& reading);
bool negation(const char*& first, const char* last, Reading& reading);
void take_triples(RuleReading& reading);

/// `COUNT(DISTINCT ?x) { … }`, of a SET whose variable was read; leaves it in `aggregate`.
bool aggregate(const char*& first, const char* last, Reading& reading);

/// One RULE, DATA, IMPORTS, PREFIX, BASE or VERSION, added to the document. The reading must be a
/// RuleReading.
bool rule_statement(const char*& first, const char* last, Reading& reading);

}  // namespace parser::sparql
