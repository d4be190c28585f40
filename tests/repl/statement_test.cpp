#include "repl/statement.h"

#include <catch2/catch.hpp>

using repl::StatementKind;

namespace {

const parser::Prefixes kPrefixes = {{"", "http://e/"}};

/// The statements that a text gives, line by line.
std::vector<std::string> statements(const std::string& text, bool strict = false) {
  repl::StatementReader reader(strict);
  std::vector<std::string> found;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text.find('\n', at);
    if (auto statement = reader.add(text.substr(at, end - at), kPrefixes)) {
      found.push_back(*statement);
    }
    at = end + 1;
  }
  if (auto statement = reader.finish()) found.push_back("(rest) " + *statement);
  return found;
}

}  // namespace

TEST_CASE("statements are told apart by their first keyword") {
  CHECK(repl::kind_of("select ?x where {}") == StatementKind::Query);
  CHECK(repl::kind_of("# c\n ASK{}") == StatementKind::Query);
  CHECK(repl::kind_of("PREFIX a: <http://x#y> PREFIX : <z> CONSTRUCT {}") == StatementKind::Query);
  CHECK(repl::kind_of("#@ title RULE\nRULE {} WHERE {}") == StatementKind::Rules);
  CHECK(repl::kind_of("data { }") == StatementKind::Rules);
  CHECK(repl::kind_of("PREFIX a: <http://x>") == StatementKind::Prefixes);
  CHECK(repl::kind_of(" .help") == StatementKind::Command);
  CHECK(repl::kind_of("\\d") == StatementKind::Command);
  CHECK(repl::kind_of(" # nothing\n") == StatementKind::Empty);
  CHECK(repl::kind_of("hello") == StatementKind::Unknown);
}

TEST_CASE("a question that is complete in one line is a statement") {
  CHECK(statements("ASK { :a :b :c }\n") == std::vector<std::string>{"ASK { :a :b :c }"});
  CHECK(statements("SELECT ?x WHERE { ?x :p 1 } LIMIT 3\n").size() == 1);
}

TEST_CASE("a question of several lines ends with a semicolon or an empty line") {
  CHECK(statements("SELECT ?x\nWHERE { ?x :p 1 }\nLIMIT 3 ;\n") ==
        std::vector<std::string>{"SELECT ?x\nWHERE { ?x :p 1 }\nLIMIT 3"});
  CHECK(statements("SELECT ?x\nWHERE { ?x :p 1 }\n\n") ==
        std::vector<std::string>{"SELECT ?x\nWHERE { ?x :p 1 }"});
  CHECK(statements("SELECT ?x WHERE { ?x :p 1 } LIMIT\n3 ;\n").size() == 1);
}

TEST_CASE("a semicolon inside of brackets, strings, IRIs and comments ends nothing") {
  CHECK(statements("SELECT ?x WHERE { ?x :p 1 ;\n:q 2 } ;\n").size() == 1);
  CHECK(statements("SELECT ?x WHERE { ?x :p \"\"\"{ ;\n\"\"\" }\n;\n").size() == 1);
  CHECK(statements("SELECT ?x # ;\nWHERE { ?x <http://e/#;> 1 } ;\n").size() == 1);
}

TEST_CASE("rules end as soon as they are complete") {
  CHECK(
      statements("RULE { ?x :p 1 }\nWHERE {\n  ?x :q 1 .\n\n  ?x :r 1\n}\nASK {}\n", true) ==
      std::vector<std::string>{"RULE { ?x :p 1 }\nWHERE {\n  ?x :q 1 .\n\n  ?x :r 1\n}", "ASK {}"});
  CHECK(statements("#@ title A\nDATA { :a :p 1 }\n").size() == 1);
}

TEST_CASE("an empty line ends an open statement at a terminal, and not in a file") {
  const std::string text = "ASK {\n\n:a :b :c }\n\n";
  CHECK(statements(text, true) == std::vector<std::string>{"ASK {\n\n:a :b :c }"});
  CHECK(statements(text, false).size() == 2);
}

TEST_CASE("a question that is wrong before its end is a statement, so that the mistake is shown") {
  CHECK(statements("SELECT ?x WHERE { ?x nope:p 1 }\n").size() == 1);
  CHECK(statements("SELECT ?x WHERE { ?x }\n").size() == 1);
}

TEST_CASE("a question that could go on is not finished") {
  CHECK(statements("SELECT ?x\n") == std::vector<std::string>{"(rest) SELECT ?x"});
  CHECK(statements("SELECT ?x WHERE {\n") == std::vector<std::string>{"(rest) SELECT ?x WHERE {"});
  CHECK(statements("PREFIX a: <http://x>\n") ==
        std::vector<std::string>{"(rest) PREFIX a: <http://x>"});
}

TEST_CASE("a command is one line") {
  CHECK(statements(".why :a\n\\d :b;\n") == std::vector<std::string>{".why :a", "\\d :b"});
}

TEST_CASE("empty lines between statements are nothing") {
  CHECK(statements("\n\n.help\n\n\nASK {}\n\n") == std::vector<std::string>{".help", "ASK {}"});
}
