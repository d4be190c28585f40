#include <fmt/format.h>

#include <string>

#include "parser/built_ins.h"
#include "parser/sparql_mistakes.h"

namespace parser::sparql {
namespace {

constexpr std::string_view kBindForm = "a value is named by BIND ( expression AS ?variable )";

std::optional<Advice> advise_on_select(const Failure& failure) {
  if (failure.word == ",") {
    return Advice{"syntax", {}, "variables are written one after the other, without ','"};
  }
  if (is_aggregate(failure.word) || find_built_in(failure.word) != nullptr) {
    return Advice{"syntax", {}, "an expression in SELECT is written ( expression AS ?variable )"};
  }
  return std::nullopt;
}

std::optional<Advice> advise_on_group(const Failure& failure) {
  if (is_word(failure.word, "NOT")) {
    return Advice{"syntax", {}, "in a query it is FILTER NOT EXISTS { … }"};
  }
  if (is_word(failure.word, "EXISTS")) {
    return Advice{"syntax", {}, "in a query it is FILTER EXISTS { … }"};
  }
  if (is_word(failure.word, "SET")) return Advice{"syntax", {}, std::string(kBindForm)};
  if (is_word(failure.word, "UNION")) {
    return Advice{"syntax", {}, "both sides of UNION stand in braces: { … } UNION { … }"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Advice> advise_on_query(const Reading& reading, const Failure& failure) {
  if (reading.wants("SELECT")) {
    for (const std::string_view word : {"RULE", "DATA", "IMPORTS"}) {
      if (!is_word(failure.word, word)) continue;
      return Advice{"syntax", fmt::format("{} belongs to rules, not to queries", word), {}};
    }
  }
  const std::string_view before = failure.before;
  if (is_word(before, "FILTER")) {
    return Advice{"syntax", {}, "a condition stands in brackets: FILTER ( ?x > 0 )"};
  }
  if (failure.word == ";" && reading.wants("the end of the query")) {
    return Advice{"syntax", {}, "a query ends without ';'"};
  }
  if (failure.word == ":=") return Advice{"syntax", {}, std::string(kBindForm)};
  if (reading.wants("AS")) return Advice{"syntax", {}, "( expression AS ?variable )"};
  if (reading.wants("OPTIONAL")) return advise_on_group(failure);
  if (reading.wants("WHERE") || reading.wants("'*'")) return advise_on_select(failure);
  return std::nullopt;
}

}  // namespace parser::sparql
