#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kg/dictionary.h"
#include "kg/triple.h"
#include "parser/parse.h"
#include "rules/match/pattern.h"

namespace rules {

enum class RuleIndex : std::uint32_t {};

/// Where a rule stands.
struct Location {
  std::string source;
  parser::Position position;
};

/// What `#@` lines say of a rule.
struct Text {
  std::string language;  ///< empty where none was given
  std::string text;      ///< with `{?variable}` placeholders in titles and sentences
};

struct RuleCitation {
  rdf::Term source;
  std::string locator;
};

struct Metadata {
  std::vector<Text> titles;
  std::vector<Text> sentences;  ///< `because`
  std::vector<Text> notes;
  std::vector<RuleCitation> citations;
  std::string model;
  /// `#@ show never`: explanations leave the rule's steps out, and show what these rest on instead.
  bool hidden = false;
};

/// A well-formed rule, ready to be matched. Its constants are ids of the dictionary it was compiled
/// with.
struct Rule {
  std::optional<rdf::Term> name;
  Metadata metadata;
  Location location;
  /// Numbered in the order in which the body gives them values, then the blank nodes of the head,
  /// then what occurs only inside of a NOT or an aggregate.
  match::Variables variables;
  /// Variables below this number are those that the body gives values.
  match::VariableIndex solution_variables = 0;
  std::vector<match::TriplePattern> head;
  /// Elements in the order of the text, paths written out.
  std::vector<match::Element> body;
  bool where_data = false;
  /// Makes terms: has a SET, or a blank node or a triple term with a variable in its head.
  /// Evaluated once, at the start of its stratum.
  bool run_once = false;
  /// By variable: whether it is a blank node of the head, which each solution makes anew.
  std::vector<bool> head_blank;
};

/// A source of rules: its text outlives what was parsed from it, so that messages can show it.
struct RuleSource {
  parser::Source source;
  parser::RuleDocument document;
};

/// Rules and given triples of one or more documents, checked.
struct RuleSet {
  std::vector<Rule> rules;
  std::vector<kg::Triple> data;  ///< triples of DATA blocks, distinct
  /// Per data triple where it is given.
  std::vector<Location> data_locations;
  parser::Prefixes prefixes;

  const Rule& rule(RuleIndex index) const { return rules[static_cast<std::size_t>(index)]; }
};

/// Reads a rule file and, recursively, what it `IMPORTS`: local files, relative to the importing
/// file, each once. An import that is not local or cannot be read is an error at the import.
std::vector<RuleSource> read_rules(std::vector<parser::Source> sources,
                                   parser::Diagnostics& diagnostics);

class RuleSetBuilder;

/// The same, with the rules going to `builder` one after the other; the documents come without.
std::vector<RuleSource> read_rules(std::vector<parser::Source> sources,
                                   parser::Diagnostics& diagnostics, RuleSetBuilder& builder);

/// Checks well-formedness and compiles. Nothing if there was an error.
std::optional<RuleSet> compile(std::span<const RuleSource> sources, kg::Interner& interner,
                               parser::Diagnostics& diagnostics);

/// A rule's name for people: its IRI shortened, else its title, else `rule at file:line`.
std::string display_name(const Rule& rule, const parser::Prefixes& prefixes);

}  // namespace rules
