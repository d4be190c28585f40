#pragma once

#include "parser/sparql_reading.h"
#include "parser/sparql_rl_syntax.h"

namespace parser::sparql {

/// A SPARQL-RL document on its way to a tree.
class RuleReading : public Reading {
 public:
  RuleReading(const Source& source, std::string_view base, const Prefixes& prefixes,
              Diagnostics& diagnostics)
      : Reading(Language::Rules, source, base, prefixes, diagnostics) {}

  RuleDocument document;
  /// What is being read.
  Rule rule;
  std::vector<RuleElement> body;
  Negation negation;
  bool in_negation = false;
  Assignment assignment;
};

/// One RULE, DATA, IMPORTS, PREFIX, BASE or VERSION, added to the document. The reading must be a
/// RuleReading.
bool rule_statement(const char*& first, const char* last, Reading& reading);

}  // namespace parser::sparql
