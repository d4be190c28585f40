#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "kg/rdf/term.h"
#include "parser/source.h"

/// What rules, questions and data patterns share. Plain trees: no storage ids, no Spirit types.
/// Sugar of the grammars (collections, `[ … ]`, reified triples, annotations) is already written
/// out as triple patterns here.
namespace parser {

/// A position in a triple pattern or template.
struct Node {
  enum class Kind : std::uint8_t { Term, Variable, TripleTerm };
  Kind kind = Kind::Term;
  /// The RDF term when `kind` is Term. Blank nodes are terms here; those the parser makes up have
  /// labels that no user can write (they start with a space).
  rdf::Term term;
  /// The variable's name without `?` or `$` when `kind` is Variable.
  std::string variable;
  /// Subject, predicate and object when `kind` is TripleTerm, which every triple term is, with
  /// variables or without.
  std::vector<Node> components;
  Span span;
};

/// A property path. SPARQL-RL has Predicate, Inverse and Sequence.
struct Path {
  enum class Kind : std::uint8_t {
    Predicate,
    Inverse,
    Sequence,
    Alternative,
    ZeroOrMore,
    OneOrMore,
    ZeroOrOne,
    NegatedSet
  };
  Kind kind = Kind::Predicate;
  rdf::Term predicate;
  std::vector<Path> parts;
  Span span;
};

/// Its span is the text that adds it: for the second object of a predicate, that object.
struct TriplePattern {
  Node subject;
  /// A term or a variable; when there is a `path` it is not used.
  Node predicate;
  std::optional<Path> path;
  Node object;
  Span span;
};

enum class Operator : std::uint8_t {
  Leaf,  ///< `node`: a term, a variable or a triple term
  Or,
  And,
  Not,
  Equal,
  NotEqual,
  Less,
  Greater,
  LessOrEqual,
  GreaterOrEqual,
  In,
  NotIn,
  Add,
  Subtract,
  Multiply,
  Divide,
  Plus,
  Minus,
  Call,  ///< a function named by an IRI: `function`
  Str,
  Lang,
  LangMatches,
  LangDir,
  Datatype,
  Iri,
  Bnode,
  Abs,
  Ceil,
  Floor,
  Round,
  Concat,
  Substr,
  StrLen,
  Replace,
  UCase,
  LCase,
  EncodeForUri,
  Contains,
  StrStarts,
  StrEnds,
  StrBefore,
  StrAfter,
  Year,
  Month,
  Day,
  Hours,
  Minutes,
  Seconds,
  Timezone,
  Tz,
  Now,
  Uuid,
  StrUuid,
  If,
  StrLang,
  StrLangDir,
  StrDt,
  SameTerm,
  IsIri,
  IsBlank,
  IsLiteral,
  IsNumeric,
  HasLang,
  HasLangDir,
  Regex,
  IsTriple,
  Triple,
  Subject,
  Predicate,
  Object,
  // SPARQL only
  Bound,
  Coalesce,
  Rand,
  Md5,
  Sha1,
  Sha256,
  Sha384,
  Sha512,
  Exists,
  NotExists
};

enum class AggregateFunction : std::uint8_t { Count, Sum, Min, Max, Avg, Sample, GroupConcat };

struct GroupPattern;

/// Not deeper than 1000 operators, so that it may be walked recursively. Brackets are in the span
/// of what they hold.
struct Expression {
  Operator op = Operator::Leaf;
  Node node;
  /// The IRI of a Call; of an Iri the base that relative references are resolved against, if any.
  std::string function;
  /// Operands in order; for In and NotIn the first is the value looked for.
  std::vector<Expression> operands;
  /// The one group of Exists and NotExists, else empty.
  std::vector<GroupPattern> groups;
  Span span;
};

struct Filter {
  Expression condition;
  Span span;
};

/// `prefix: → IRI`, in the order of declaration, later ones win.
using Prefixes = std::vector<std::pair<std::string, std::string>>;

}  // namespace parser
