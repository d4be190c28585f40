#include <fmt/format.h>

#include <utility>

#include "parser/sparql_parts.h"
#include "parser/sparql_tokens.h"
#include "parser/terms.h"

namespace parser::sparql {
namespace {

const char* read_prefix_name(Reading& reading, const char* first) {
  std::string prefix;
  const char* const end = read_prefix(reading.scope, first, prefix);
  if (end != nullptr) reading.scope.name_prefix(std::move(prefix));
  return end;
}

const char* read_iri_in_brackets(Reading& reading, const char* first) {
  rdf::Term iri;
  const char* const end = read_iriref(reading.scope, first, iri);
  if (end != nullptr) reading.iri = std::move(iri.lexical);
  return end;
}

const char* read_version(Reading& reading, const char* first) {
  std::string label;
  return read_short_string(reading.scope, first, label);
}

/// `@prefix` and `@base`, as in Turtle.
const char* read_turtle_keyword(Reading& reading, const char* first, std::string_view word) {
  if (first == reading.scope.end() || *first != '@') return nullptr;
  return scan_keyword(first + 1, reading.scope.end(), word, Case::Insensitive);
}

const char* read_at_prefix(Reading& reading, const char* first) {
  return read_turtle_keyword(reading, first, "prefix");
}

const char* read_at_base(Reading& reading, const char* first) {
  return read_turtle_keyword(reading, first, "base");
}

constexpr Keyword kPrefix{"PREFIX"};
constexpr Keyword kBase{"BASE"};
constexpr Keyword kVersion{"VERSION"};
constexpr Token kAtPrefix{read_at_prefix, {"PREFIX"}};
constexpr Token kAtBase{read_at_base, {"BASE"}};
constexpr Token kPrefixName{read_prefix_name, {"a prefix that ends with ':'"}};
constexpr Token kIriInBrackets{read_iri_in_brackets, {"an IRI in <…>"}};
constexpr Token kVersionLabel{read_version, {"a version in quotes"}};
constexpr Symbol kTurtleDot{"'.'", "", true};

void report_turtle(Reading& reading) {
  const bool prefix = reading.text(reading.token()).size() == std::string_view("@prefix").size();
  reading.error("turtle-declaration", reading.token(),
                fmt::format("'{}' is Turtle's form of {}, with a '.' at its end",
                            reading.text(reading.token()), prefix ? "PREFIX" : "BASE"),
                prefix ? "write PREFIX name: <…>, without '@' and '.'"
                       : "write BASE <…>, without '@' and '.'");
}

void declare_prefix(Reading& reading) {
  reading.scope.declare_named_prefix(std::move(reading.iri));
}

void set_base(Reading& reading) { reading.scope.set_base(std::move(reading.iri)); }

}  // namespace

bool declaration(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto prefix = kPrefixName > kIriInBrackets > act(declare_prefix);
  static const auto base = kIriInBrackets > act(set_base);
  static const auto grammar =
        (kPrefix > prefix)
      | (kBase > base)
      | (kVersion > kVersionLabel)
      | (kAtPrefix > act(report_turtle) > prefix > -kTurtleDot)
      | (kAtBase > act(report_turtle) > base > -kTurtleDot);
  // clang-format on
  return run(grammar, first, last, reading);
}

}  // namespace parser::sparql
