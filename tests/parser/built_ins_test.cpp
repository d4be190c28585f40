#include "parser/built_ins.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "parser/characters.h"

namespace {

std::string lower_case(std::string_view text) {
  std::string lowered;
  for (const char c : text) lowered += parser::lower(c);
  return lowered;
}

}  // namespace

TEST_CASE("built-in functions are sorted by name and each is found, in any case") {
  const auto all = parser::built_ins();
  CHECK(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return lower_case(a.name) < lower_case(b.name);
  }));
  for (const parser::BuiltIn& one : all) {
    CHECK(parser::find_built_in(one.name) == &one);
    CHECK(parser::find_built_in(lower_case(one.name)) == &one);
    CHECK(parser::find_built_in(one.op)->op == one.op);
    CHECK(one.least <= one.most);
  }
  CHECK(parser::find_built_in("NOSUCH") == nullptr);
  CHECK(parser::find_built_in("") == nullptr);
  CHECK(parser::find_built_in(parser::Operator::Add) == nullptr);
}

TEST_CASE("SPARQL-RL has the functions of its grammar") {
  const auto all = parser::built_ins();
  CHECK(std::count_if(all.begin(), all.end(), [](const auto& one) { return one.in_rules; }) == 53);
  CHECK(all.size() == 61);
}

TEST_CASE("aggregates are known by name") {
  CHECK(parser::is_aggregate("Count"));
  CHECK(parser::is_aggregate("GROUP_CONCAT"));
  CHECK_FALSE(parser::is_aggregate("CONCAT"));
}
