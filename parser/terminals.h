#pragma once

#include <boost/spirit/home/x3.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "parser/scope.h"
#include "parser/terms.h"

/// Spirit X3 terminals for the grammar of Turtle and TriG alone: no other file includes this one.
///
/// The scanning itself is plain code in scan.cpp and terms.cpp, compiled once: a grammar of `char_`
/// and `lexeme` for these tokens costs every including file seconds. Grammars read `const char*`
/// with `blanks` as the skipper and the scope in the context:
///
///     x3::phrase_parse(first, scope.end(), x3::with<Scope>(scope)[rule], blanks)
///
/// Each terminal skips blanks, reads one token and leaves its place in `Scope::token`.
namespace parser::terminals {

namespace x3 = boost::spirit::x3;

/// White space and comments.
struct Blanks : x3::parser<Blanks> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;

  template <typename Context, typename RContext, typename Attribute>
  bool parse(const char*& first, const char* const& last, const Context&, RContext&,
             Attribute&) const {
    const char* const end = skip_blanks(first, last);
    return std::exchange(first, end) != end;
  }
};

/// A token whose value one of the `read_…` functions makes.
template <typename Value>
struct Token : x3::parser<Token<Value>> {
  using attribute_type = Value;
  static constexpr bool has_attribute = true;
  using Read = const char* (*)(Scope&, const char*, Value&);

  constexpr Token(Read read, const char* name) : read_(read), name_(name) {}

  template <typename Context, typename RContext, typename Attribute>
  bool parse(const char*& first, const char* const& last, const Context& context, RContext&,
             Attribute& attribute) const {
    x3::skip_over(first, last, context);
    Scope& scope = x3::get<Scope>(context);
    Value value;
    const char* const end = read_(scope, first, value);
    if (end == nullptr) return false;
    scope.token = scope.span(first, end);
    first = end;
    x3::traits::move_to(std::move(value), attribute);
    return true;
  }

  const char* name() const { return name_; }

 private:
  Read read_;
  const char* name_;
};

/// A keyword that no name goes on from.
struct Keyword : x3::parser<Keyword> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;

  constexpr Keyword(std::string_view word, Case letters) : word_(word), case_(letters) {}

  template <typename Context, typename RContext, typename Attribute>
  bool parse(const char*& first, const char* const& last, const Context& context, RContext&,
             Attribute&) const {
    x3::skip_over(first, last, context);
    const char* const end = scan_keyword(first, last, word_, case_);
    if (end == nullptr) return false;
    Scope& scope = x3::get<Scope>(context);
    scope.token = scope.span(first, end);
    first = end;
    return true;
  }

  std::string_view word() const { return word_; }

 private:
  std::string_view word_;
  Case case_;
};

/// A bracket or other sign, unless `not_before` follows it.
struct Symbol : x3::parser<Symbol> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;

  constexpr explicit Symbol(std::string_view text, char not_before = '\0')
      : text_(text), not_before_(not_before) {}

  template <typename Context, typename RContext, typename Attribute>
  bool parse(const char*& first, const char* const& last, const Context& context, RContext&,
             Attribute&) const {
    x3::skip_over(first, last, context);
    const std::string_view rest(first, static_cast<std::size_t>(last - first));
    if (!rest.starts_with(text_)) return false;
    if (not_before_ != '\0' && rest.substr(text_.size()).starts_with(not_before_)) return false;
    Scope& scope = x3::get<Scope>(context);
    const char* const end = first + text_.size();
    scope.token = scope.span(first, end);
    first = end;
    return true;
  }

  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
  char not_before_;
};

/// Counts the brackets around its subject, and gives up with an error where they nest too deep.
template <typename Subject>
struct Nested : x3::unary_parser<Subject, Nested<Subject>> {
  using Base = x3::unary_parser<Subject, Nested<Subject>>;
  static constexpr bool is_pass_through_unary = true;
  using Base::Base;

  template <typename Context, typename RContext, typename Attribute>
  bool parse(const char*& first, const char* const& last, const Context& context,
             RContext& rcontext, Attribute& attribute) const {
    Scope& scope = x3::get<Scope>(context);
    if (scope.depth == kDeepestDataNesting) {
      x3::skip_over(first, last, context);
      scope.keep({first,
                  first,
                  first + (first == last ? 0 : 1),
                  "nested-too-deeply",
                  "brackets are nested more than " + std::to_string(kDeepestDataNesting) + " deep",
                  {}});
      throw x3::expectation_failure<const char*>(first, "less nesting");
    }
    // Not undone when an exception passes: who catches it sets the depth anew.
    ++scope.depth;
    const bool matched = this->subject.parse(first, last, context, rcontext, attribute);
    --scope.depth;
    return matched;
  }
};

struct NestedGenerator {
  template <typename Subject>
  constexpr auto operator[](const Subject& subject) const {
    return Nested<typename x3::extension::as_parser<Subject>::value_type>(x3::as_parser(subject));
  }
};

using TermToken = Token<rdf::Term>;
using TextToken = Token<std::string>;

inline constexpr Blanks blanks{};
inline constexpr NestedGenerator nested{};

inline constexpr TermToken iriref(read_iriref, "an IRI in <…>");
inline constexpr TermToken iri(read_iri, "an IRI");
inline constexpr TermToken nil(read_nil, "'()'");
inline constexpr TermToken literal(read_literal, "a literal");
inline constexpr TermToken resource(read_resource, "an IRI or a blank node");
inline constexpr TermToken term(read_term, "an IRI, a blank node or a literal");
inline constexpr TextToken short_string(read_short_string,
                                        "a string in single quotes or double quotes");
inline constexpr TextToken prefix_name(read_prefix, "a prefix that ends with ':'");

/// A keyword of SPARQL, in any case.
constexpr Keyword keyword(std::string_view word) { return {word, Case::Insensitive}; }
/// `a`, `true` and the like, in this case only.
constexpr Keyword exact_keyword(std::string_view word) { return {word, Case::Sensitive}; }
/// Like x3::lit, but it leaves its place in the scope.
constexpr Symbol symbol(std::string_view text, char not_before = '\0') {
  return Symbol(text, not_before);
}

}  // namespace parser::terminals

namespace boost::spirit::x3 {

template <typename Value>
struct get_info<::parser::terminals::Token<Value>> {
  using result_type = std::string;
  std::string operator()(const ::parser::terminals::Token<Value>& token) const {
    return token.name();
  }
};

/// An action or a count of brackets is not what a user would expect to read about.
template <typename Subject, typename Action>
struct get_info<action<Subject, Action>> {
  using result_type = std::string;
  std::string operator()(const action<Subject, Action>& parser) const {
    return what(parser.subject);
  }
};

template <typename Subject>
struct get_info<::parser::terminals::Nested<Subject>> {
  using result_type = std::string;
  std::string operator()(const ::parser::terminals::Nested<Subject>& parser) const {
    return what(parser.subject);
  }
};

template <>
struct get_info<::parser::terminals::Keyword> {
  using result_type = std::string;
  std::string operator()(const ::parser::terminals::Keyword& keyword) const {
    return "'" + std::string(keyword.word()) + "'";
  }
};

template <>
struct get_info<::parser::terminals::Symbol> {
  using result_type = std::string;
  std::string operator()(const ::parser::terminals::Symbol& symbol) const {
    return "'" + std::string(symbol.text()) + "'";
  }
};

}  // namespace boost::spirit::x3
