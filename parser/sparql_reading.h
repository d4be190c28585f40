#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/scope.h"
#include "parser/sparql_syntax.h"
#include "parser/sparql_triple_builder.h"
#include "parser/syntax.h"

namespace parser::sparql {

/// The two languages whose grammars share triples, paths and expressions.
enum class Language : std::uint8_t { Rules, Query };

/// Trees deeper than this are an error, so that whoever walks an expression may recurse.
inline constexpr unsigned kDeepestExpression = 1000;

/// What a token or phrase is called when it is missing: "an object", "'}'".
struct Expectation {
  std::string_view phrase;
  /// Left out of the message when something else is expected at the same place: the many operators
  /// and bits of sugar that could go on from there.
  bool minor = false;
};

/// An expression under construction and how deep its tree is.
struct Operand {
  Expression expression;
  unsigned depth = 1;
};

/// A built-in or IRI call whose arguments are being read.
struct Call {
  Operator op = Operator::Call;
  std::string function;
  Span name;
  bool known = true;
};

/// One run of operands with operators between them, all within the same brackets.
struct Operations {
  std::size_t first_operator;  ///< of `Reading::operators`
  /// Whether there was a comparison since the last `&&` or `||`.
  bool compared = false;
};

/// Thrown where a mistake has been reported and the rest of the statement cannot be read.
struct Abandoned {};

/// A text on its way to trees. Grammars read it token by token and leave what they have made on the
/// stacks below; the furthest place at which a token was wanted and not found, with all that was
/// wanted there, becomes the syntax error.
class Reading {
 public:
  Reading(Language language, const Source& source, std::string_view base, const Prefixes& prefixes,
          Diagnostics& diagnostics);
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  Language language;
  Scope scope;

  /// Forgets trees half made and expectations of the statement before.
  void begin_statement(const char* first);

  /// Past blanks; remembers the `#@` lines among them.
  const char* skip(const char* first);
  /// Where `#@` lines start, in the order of the text.
  std::vector<const char*> metadata_lines;

  void expected(const char* at, const Expectation& what) {
    if (at < furthest_) return;
    if (at > furthest_) {
      furthest_ = at;
      wanted_count_ = 0;
    }
    if (wanted_count_ < wanted_.size()) wanted_[wanted_count_++] = what;
  }
  /// What was wanted so far, to be put back by `expected_instead`.
  struct Wanted {
    const char* at;
    std::size_t count;
  };
  Wanted wanted() const { return {furthest_, wanted_count_}; }
  /// If nothing past `at` was read since `before`: `what` was wanted at `at`, whatever its parts
  /// are called.
  void expected_instead(const Wanted& before, const char* at, const Expectation& what);

  const char* furthest() const { return furthest_; }
  bool wants(std::string_view phrase) const;
  /// "'.', ';' or '}'"
  std::string wanted_phrases() const;

  Diagnostic& error(std::string_view code, Span span, std::string message, std::string hint = {}) {
    return scope.diagnostics().error(code, scope.source(), span, std::move(message),
                                     std::move(hint));
  }
  /// Reports `word` as a part of SPARQL that is not evaluated yet, and gives up the statement.
  [[noreturn]] void not_supported(Span span, std::string_view word);

  Span token() const { return scope.token; }
  std::string_view text(Span span) const;

  /// Add a node whose text is the token read last.
  void push(rdf::Term term);
  void push_variable(std::string name);
  Node pop_node();
  Operand pop_operand();
  /// Adds an operand, or gives up if its tree is too deep.
  void push_operand(Expression expression, unsigned depth);

  /// The IRI of a declaration.
  std::string iri;
  TripleBuilder triples;
  /// Whether the node read last was a `[ … ]`, `( … )` or `<< … >>`, which says something already.
  bool composite = false;
  /// The reifier read last, if it was written.
  std::optional<Node> reifier;
  std::vector<Node> nodes;
  std::vector<Path> paths;
  /// Whether the path being read has brackets, which makes it a path if nothing else does.
  bool path_in_brackets = false;
  std::vector<Operand> operands;
  std::vector<Operator> operators;
  std::vector<Operations> operations;
  /// The operator read last.
  Operator op = Operator::Leaf;
  std::vector<Call> calls;
  std::vector<GroupPattern> groups;
  /// The heights of stacks where chains begin.
  std::vector<std::size_t> marks;
  /// Where the brackets open now begin.
  std::vector<std::uint32_t> begins;

 private:
  const char* furthest_ = nullptr;
  std::array<Expectation, 48> wanted_;
  std::size_t wanted_count_ = 0;
  /// Blanks before this were looked through for `#@`.
  const char* looked_through_ = nullptr;
};

}  // namespace parser::sparql
