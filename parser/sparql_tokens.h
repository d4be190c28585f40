#pragma once

#include <boost/spirit/home/x3.hpp>
#include <string_view>

#include "parser/sparql_reading.h"

/// The Spirit X3 parsers that the grammars of SPARQL-RL and SPARQL are made of, for those files
/// alone: no other header includes this one.
///
/// They read `const char*` without a skipper: every token skips the blanks behind it, so that a
/// place in the text is always the place of a token. They make no attributes: actions work on the
/// stacks of the Reading. The grammars are LL(1), so a choice is made by its first token, and
/// everything after that token is attached with `>`, which gives up the statement.
namespace parser::sparql {

namespace x3 = boost::spirit::x3;

template <typename Derived>
struct Unattributed : x3::parser<Derived> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
};

/// A token that a function reads: it returns where the token ends, or nullptr.
struct Token : Unattributed<Token> {
  using Read = const char* (*)(Reading&, const char*);
  constexpr Token(Read read, Expectation what) : read_(read), what_(what) {}

  template <typename Context, typename RContext, typename Attribute>
  bool parse(const char*& first, const char* const&, const Context& context, RContext&,
             Attribute&) const {
    return accept(first, x3::get<Reading>(context));
  }
  bool accept(const char*& first, Reading& reading) const;

 private:
  Read read_;
  Expectation what_;
};

/// A keyword in any case.
struct Keyword : Unattributed<Keyword> {
  constexpr explicit Keyword(std::string_view word, bool minor = false)
      : word_(word), what_{word, minor} {}

  template <typename Context, typename RContext, typename Attribute>
  bool parse(const char*& first, const char* const&, const Context& context, RContext&,
             Attribute&) const {
    return accept(first, x3::get<Reading>(context));
  }
  bool accept(const char*& first, Reading& reading) const;

 private:
  std::string_view word_;
  Expectation what_;
};

/// Punctuation. `not_before` are characters that would make it a longer token.
struct Symbol : Unattributed<Symbol> {
  /// `quoted` is the symbol between apostrophes.
  constexpr explicit Symbol(std::string_view quoted, std::string_view not_before = {},
                            bool minor = false)
      : text_(quoted.substr(1, quoted.size() - 2)), not_before_(not_before), what_{quoted, minor} {}

  template <typename Context, typename RContext, typename Attribute>
  bool parse(const char*& first, const char* const&, const Context& context, RContext&,
             Attribute&) const {
    return accept(first, x3::get<Reading>(context));
  }
  bool accept(const char*& first, Reading& reading) const;

 private:
  std::string_view text_;
  std::string_view not_before_;
  Expectation what_;
};

/// A part of a grammar behind a plain function: where a grammar recurses, and where one file uses
/// what another compiles.
struct Part : Unattributed<Part> {
  using Read = bool (*)(const char*& first, const char* last, Reading& reading);
  constexpr explicit Part(Read read) : read_(read) {}

  template <typename Context, typename RContext, typename Attribute>
  bool parse(const char*& first, const char* const& last, const Context& context, RContext&,
             Attribute&) const {
    return read_(first, last, x3::get<Reading>(context));
  }

 private:
  Read read_;
};

/// Does something; always matches, nothing.
template <typename Do>
struct Action : Unattributed<Action<Do>> {
  constexpr explicit Action(Do what) : do_(what) {}

  template <typename Context, typename RContext, typename Attribute>
  bool parse(const char*&, const char* const&, const Context& context, RContext&,
             Attribute&) const {
    do_(x3::get<Reading>(context));
    return true;
  }

 private:
  Do do_;
};

template <typename Do>
constexpr Action<Do> act(Do what) {
  return Action<Do>(what);
}

/// Its subject, called by one phrase when it is missing.
template <typename Subject>
struct Called : x3::unary_parser<Subject, Called<Subject>> {
  static constexpr bool is_pass_through_unary = true;
  constexpr Called(const Subject& wrapped, Expectation what)
      : x3::unary_parser<Subject, Called<Subject>>(wrapped), what_(what) {}

  template <typename Context, typename RContext, typename Attribute>
  bool parse(const char*& first, const char* const& last, const Context& context,
             RContext& rcontext, Attribute& attribute) const {
    Reading& reading = x3::get<Reading>(context);
    const char* const begin = first;
    const Reading::Wanted before = reading.wanted();
    const bool matched = this->subject.parse(first, last, context, rcontext, attribute);
    if (!matched) reading.expected_instead(before, begin, what_);
    return matched;
  }

 private:
  Expectation what_;
};

struct CalledDirective {
  Expectation what;

  template <typename Subject>
  constexpr auto operator[](const Subject& subject) const {
    using Parser = typename x3::extension::as_parser<Subject>::value_type;
    return Called<Parser>(x3::as_parser(subject), what);
  }
};

constexpr CalledDirective called(std::string_view phrase, bool minor = false) {
  return {{phrase, minor}};
}

/// Reports that brackets nest too deep at `at`, and gives up the statement.
[[noreturn]] void nested_too_deep(const char* at, Reading& reading);

/// What stands between brackets, counted so that their depth is bounded.
template <typename Subject>
struct Bracketed : x3::unary_parser<Subject, Bracketed<Subject>> {
  static constexpr bool is_pass_through_unary = true;
  using x3::unary_parser<Subject, Bracketed<Subject>>::unary_parser;

  template <typename Context, typename RContext, typename Attribute>
  bool parse(const char*& first, const char* const& last, const Context& context,
             RContext& rcontext, Attribute& attribute) const {
    Reading& reading = x3::get<Reading>(context);
    if (reading.scope.depth == kDeepestNesting) nested_too_deep(first, reading);
    // Not undone when an exception passes: the next statement begins at zero.
    ++reading.scope.depth;
    const bool matched = this->subject.parse(first, last, context, rcontext, attribute);
    --reading.scope.depth;
    return matched;
  }
};

struct BracketedDirective {
  template <typename Subject>
  constexpr auto operator[](const Subject& subject) const {
    using Parser = typename x3::extension::as_parser<Subject>::value_type;
    return Bracketed<Parser>(x3::as_parser(subject));
  }
};

inline constexpr BracketedDirective bracketed{};

/// Runs the grammar of a part.
template <typename Grammar>
bool run(const Grammar& grammar, const char*& first, const char* last, Reading& reading) {
  const auto context = x3::make_context<Reading>(reading);
  x3::unused_type rcontext;
  x3::unused_type attribute;
  return grammar.parse(first, last, context, rcontext, attribute);
}

inline constexpr Symbol kOpenBrace{"'{'", "|"};
inline constexpr Symbol kCloseBrace{"'}'"};
inline constexpr Symbol kOpenParen{"'('"};
inline constexpr Symbol kCloseParen{"')'"};
inline constexpr Symbol kOpenBracket{"'['"};
inline constexpr Symbol kCloseBracket{"']'"};
inline constexpr Symbol kDot{"'.'"};
inline constexpr Symbol kSemicolon{"';'"};
inline constexpr Symbol kComma{"','"};
inline constexpr Symbol kOpenTriple{"'<<('"};
inline constexpr Symbol kCloseTriple{"')>>'"};
inline constexpr Symbol kOpenReified{"'<<'", "("};
inline constexpr Symbol kCloseReified{"'>>'"};

}  // namespace parser::sparql
