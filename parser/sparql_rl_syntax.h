#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "parser/syntax.h"

/// The tree of a SPARQL-RL document.
namespace parser {

/// `NOT { … }` or `NOT DATA { … }`.
struct Negation {
  bool data = false;
  std::vector<std::variant<TriplePattern, Filter>> body;
  Span span;
};

/// `SET ( ?v := expression )`.
struct Assignment {
  std::string variable;
  Span variable_span;
  Expression value;
  Span span;
};

/// `SET ( ?v := COUNT(DISTINCT ?x) { … } )`: what an aggregate comes to over the solutions of a
/// group. An extension of SPARQL-RL.
struct Aggregate {
  std::string variable;
  Span variable_span;
  AggregateFunction function = AggregateFunction::Count;
  bool distinct = false;
  /// Nothing for `*`, which counts solutions.
  std::optional<Expression> argument;
  std::optional<std::string> separator;  ///< of GROUP_CONCAT, if it was given
  bool data = false;                     ///< `COUNT(…) DATA { … }`: over the base graph
  std::vector<std::variant<TriplePattern, Filter, Negation>> body;
  Span function_span;  ///< the name of the function
  Span span;           ///< the whole SET
};

using RuleElement = std::variant<TriplePattern, Filter, Negation, Assignment, Aggregate>;

/// A `{?var}` in a text of rule metadata.
struct Placeholder {
  std::string variable;
  std::uint32_t begin = 0;  ///< byte in the text where the `{` stands
  std::uint32_t end = 0;    ///< byte after the `}`
  Span span;                ///< in the source
};

/// One `#@ key …` line above a rule.
struct MetadataEntry {
  std::string key;                  ///< `title`, `because`, `source`, `model`, `note`, `show`
  std::string language;             ///< lower case; empty where none was given
  std::string text;                 ///< for `source` the locator without quotes; may be empty.
                                    ///< For `show` it is `always` or `never`.
  std::optional<rdf::Term> source;  ///< for `source`: the IRI
  std::vector<Placeholder> placeholders;  ///< of `title`, `because` and `note`
  Span span;
};

struct Rule {
  std::optional<rdf::Term> name;
  std::vector<MetadataEntry> metadata;
  std::vector<TriplePattern> head;
  bool where_data = false;
  std::vector<RuleElement> body;
  Span span;       ///< the whole rule
  Span name_span;  ///< the name, or the keyword RULE
};

struct DataBlock {
  std::vector<TriplePattern> triples;  ///< without variables
  Span span;
};

struct Import {
  std::string iri;
  Span span;
};

struct RuleDocument {
  /// Those known before the document, then its own.
  Prefixes prefixes;
  /// The base IRI in force at the end of the document.
  std::string base;
  std::vector<Import> imports;
  std::vector<Rule> rules;
  std::vector<DataBlock> data;
};

}  // namespace parser
