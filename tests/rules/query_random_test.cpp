#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "tests/rules/query_oracle.h"
#include "tests/rules/query_world.h"

namespace {

/// Makes small graphs and questions that have little to do with sense and much with corners.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::string graph() {
    std::string text;
    const int count = pick(1, 24);
    for (int i = 0; i < count; ++i) {
      text += one_of({":a", ":b", ":c", ":d", "_:x"}) + ' ' + predicate() + ' ' +
              one_of({":a", ":b", ":c", ":d", "_:x", "1", "2", "\"1\"", "1.0", "true"}) + " .\n";
    }
    if (chance(3)) text += ":r :p <<( :a :p :b )>> . :s :q <<( :b :q 1 )>> .\n";
    return text;
  }

  std::string query() {
    named_ = 0;
    return "SELECT " + std::string(chance(6) ? "DISTINCT " : "") + "* " + group(3);
  }

 private:
  int pick(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }
  bool chance(int one_in) { return pick(1, one_in) == 1; }
  std::string one_of(const std::vector<std::string>& words) {
    return words[static_cast<std::size_t>(pick(0, static_cast<int>(words.size()) - 1))];
  }

  std::string variable() { return one_of({"?a", "?b", "?c", "?d", "?e"}); }
  std::string predicate() { return one_of({":p", ":q", ":r"}); }
  std::string node() {
    switch (pick(0, 9)) {
      case 0:
        return one_of({":a", ":b", ":nowhere"});
      case 1:
        return "[]";
      default:
        return variable();
    }
  }

  std::string path(int depth) {
    switch (depth == 0 ? 0 : pick(0, 10)) {
      case 1:
      case 2:
        return "(" + path(depth - 1) + "/" + path(depth - 1) + ")";
      case 3:
        return "(" + path(depth - 1) + "|" + path(depth - 1) + ")";
      case 4:
        return "(^" + path(depth - 1) + ")";
      case 5:
      case 6:
        return "(" + path(depth - 1) + ")*";
      case 7:
        return "(" + path(depth - 1) + ")+";
      case 8:
        return "(" + path(depth - 1) + ")?";
      case 9:
        return one_of({"!:p", "!(:p|^:q)", "!(^:r)", "!(:p|:q)"});
      default:
        return predicate();
    }
  }

  std::string triple() {
    if (chance(12)) {
      return node() + ' ' + predicate() + " <<( " + variable() + ' ' + one_of({":p", ":q", "?e"}) +
             ' ' + variable() + " )>> . ";
    }
    const std::string object = chance(8) ? one_of({"1", "\"1\"", ":a"}) : node();
    if (chance(4)) return node() + ' ' + path(2) + ' ' + object + " . ";
    return node() + ' ' + (chance(6) ? variable() : predicate()) + ' ' + object + " . ";
  }

  std::string expression(int depth) {
    switch (pick(0, depth > 0 ? 9 : 5)) {
      case 0:
        return "BOUND(" + variable() + ")";
      case 1:
        return variable() + " = " + variable();
      case 2:
        return variable() + " != " + one_of({":a", "1", "?b"});
      case 3:
        return "isLiteral(" + variable() + ")";
      case 4:
        return variable() + " < 2";
      case 5:
        return "sameTerm(" + variable() + ", " + variable() + ")";
      case 6:
        return "!(" + expression(depth - 1) + ")";
      case 7:
        return "(" + expression(depth - 1) + one_of({" && ", " || "}) + expression(depth - 1) + ")";
      case 8:
        return "EXISTS " + group(depth - 1);
      default:
        return "NOT EXISTS " + group(depth - 1);
    }
  }

  std::string value() {
    return one_of({"1", ":a", variable(), "STR(" + variable() + ")", variable() + " + 1",
                   "COALESCE(" + variable() + ", 2)",
                   "IF(BOUND(" + variable() + "), " + variable() + ", :b)"});
  }

  std::string element(int depth) {
    switch (pick(0, depth > 0 ? 11 : 6)) {
      case 5:
        return "FILTER(" + expression(depth) + ") ";
      case 6:
        // Most names are taken, so that later patterns join with it.
        return "BIND(" + value() + " AS " +
               (chance(2) ? variable() : "?n" + std::to_string(++named_)) + ") ";
      case 7:
      case 8:
        return "OPTIONAL " + group(depth - 1);
      case 9:
        return group(depth - 1) + "UNION " + group(depth - 1);
      case 10:
        return group(depth - 1);
      default:
        return triple();
    }
  }

  std::string group(int depth) {
    std::string text = "{ ";
    const int count = pick(0, 3) == 0 ? pick(0, 1) : pick(1, 3);
    for (int i = 0; i < count; ++i) text += element(depth);
    return text + "} ";
  }

  std::mt19937 random_;
  int named_ = 0;
};

/// What the oracle answers, in the form of `QueryWorld::bag`.
Lines expected(QueryWorld& world, const parser::Query& query,
               const std::vector<std::string>& variables) {
  QueryOracle oracle(world.graph, world.dictionary);
  std::vector<std::vector<kg::TermId>> rows;
  for (const auto& solution : oracle.group(query.where, {})) {
    auto& row = rows.emplace_back();
    for (const std::string& variable : variables) {
      const auto found = solution.find(variable);
      row.push_back(found == solution.end() ? kg::TermId::None : found->second);
    }
  }
  std::sort(rows.begin(), rows.end());
  if (query.distinct) rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  query::Answer answer;
  answer.table.rows = std::move(rows);
  Lines lines = world.rows(answer);
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

TEST_CASE("questions at random have the answers that the definitions give", "[query]") {
  const unsigned first = GENERATE(range(0U, 40U)) * 1000;
  std::size_t evaluated = 0;
  for (unsigned seed = first; seed < first + 150; ++seed) {
    Generator generator(seed);
    const std::string data = generator.graph();
    const std::string text = generator.query();
    QueryWorld world(data);
    parser::Diagnostics diagnostics;
    const auto query = world.parse(text, diagnostics);
    // Some give a value to a variable that has one, which is not allowed.
    if (!query) continue;
    ++evaluated;
    const query::Answer answer = world.answer(text);
    Lines found = world.rows(answer);
    std::sort(found.begin(), found.end());
    const Lines wanted = expected(world, *query, answer.table.variables);
    if (found == wanted) continue;
    INFO("seed " << seed << '\n' << data << text);
    CHECK(found == wanted);
    return;
  }
  CHECK(evaluated > 50);
}
