#include <catch2/catch.hpp>

#include "tests/repl/run.h"

using testing::Loaded;
using testing::Outcome;

namespace {

const std::string kAges =
    "SELECT ?x ?age WHERE { ?x :knows ?y OPTIONAL { ?x :age ?age } } ORDER BY ?x";

}  // namespace

TEST_CASE("a table has terms by their prefixed names, numbers at the right") {
  const Loaded world;
  const Outcome outcome = world.run({"query", kAges});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err.empty());
  CHECK(outcome.out ==
        " x    │ age\n"
        "──────┼─────\n"
        " :ann │  41\n"
        " :bob │   7\n");
}

TEST_CASE("a table has terms by their labels, if asked to, in the language asked for") {
  const Loaded world;
  const std::string query = "SELECT ?x WHERE { :ann :knows ?x }";
  CHECK(world.run({"query", "--labels", query}).out ==
        " x\n"
        "─────\n"
        " Bob\n");
  CHECK(world.run({"--lang", "nl", "query", "--labels", query}).out ==
        " x\n"
        "────────\n"
        " Bobbie\n");
}

TEST_CASE("a table is wrapped to a width, if one is given") {
  const Loaded world;
  CHECK(world
            .run({"query", "--width", "24",
                  "SELECT (1 AS ?n) (\"a text of some length\" AS ?text) WHERE {}"})
            .out ==
        " n │ text\n"
        "───┼────────────────────\n"
        " 1 │ a text of some\n"
        "   │ length\n");
}

TEST_CASE("records are a line a value") {
  const Loaded world;
  CHECK(world.run({"query", "--format", "records", kAges}).out ==
        "── 1 ──\n"
        "x   │ :ann\n"
        "age │ 41\n"
        "── 2 ──\n"
        "x   │ :bob\n"
        "age │ 7\n");
}

TEST_CASE("ASK answers in a word and in the exit code") {
  const Loaded world;
  const Outcome yes = world.run({"query", "ASK { :ann :mayMeet :cleo }"});
  CHECK(yes.exit == 0);
  CHECK(yes.out == "yes\n");
  const Outcome no = world.run({"query", "ASK { :cleo :mayMeet :ann }"});
  CHECK(no.exit == 1);
  CHECK(no.out == "no\n");
}

TEST_CASE("CONSTRUCT gives Turtle, with the prefixes it uses") {
  const Loaded world;
  const Outcome outcome =
      world.run({"query", "CONSTRUCT { ?y :knownBy ?x ; a :Known } WHERE { ?x :knows ?y }"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out ==
        "PREFIX : <http://example.org/>\n"
        "\n"
        ":bob a :Known ;\n"
        "    :knownBy :ann .\n"
        "\n"
        ":cleo a :Known ;\n"
        "    :knownBy :bob .\n");
  CHECK(world
            .run({"query", "--format", "ntriples",
                  "CONSTRUCT { ?y :knownBy ?x } WHERE { ?x :knows ?y }"})
            .out ==
        "<http://example.org/bob> <http://example.org/knownBy> <http://example.org/ann> .\n"
        "<http://example.org/cleo> <http://example.org/knownBy> <http://example.org/bob> .\n");
}

TEST_CASE("a format that does not fit the question is wrong usage") {
  const Loaded world;
  CHECK(world.run({"query", "--format", "turtle", "ASK {}"}).exit == 2);
  const Outcome outcome =
      world.run({"query", "--format", "csv", "CONSTRUCT { ?y :p ?x } WHERE { ?x :knows ?y }"});
  CHECK(outcome.exit == 2);
  CHECK(outcome.err ==
        "error: CONSTRUCT gives triples, which this format cannot hold\n"
        "hint: take table, turtle or ntriples\n");
}

TEST_CASE("a question can stand in a file, and the answer go to one") {
  const Loaded world;
  world.write("q.rq", "SELECT ?x WHERE { ?x a :Adult }");
  const Outcome outcome = world.run({"query", "-f", "q.rq", "-o", "a.csv", "--format", "csv"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.empty());
  CHECK(world.read("a.csv") == "x\r\nhttp://example.org/ann\r\n");
}

TEST_CASE("a question with a mistake is shown it: wrong usage if typed, bad input from a file") {
  const Loaded world;
  const Outcome typed = world.run({"query", "SELECT ?x WHERE { ?x nope:p 1 }"});
  CHECK(typed.exit == 2);
  CHECK(typed.err.starts_with("<query>:1:22: error: "));
  world.write("q.rq", "SELECT ?x WHERE { ?x nope:p 1 }");
  const Outcome file = world.run({"query", "-f", "q.rq"});
  CHECK(file.exit == 3);
  CHECK(file.err.starts_with("q.rq:1:22: error: "));
  CHECK(world.run({"query", "-f", "gone.rq"}).exit == 3);
  CHECK(world.run({"query"}).exit == 2);
  CHECK(world.run({"query", "ASK {}", "-f", "q.rq"}).exit == 2);
}

TEST_CASE("what SPARQL has and Warrant does not yet is an error, never a wrong answer") {
  const Loaded world;
  for (const std::string query : {"SELECT ?x WHERE { ?x a :Adult MINUS { ?x :age 41 } }",
                                  "SELECT (COUNT(?x) AS ?n) WHERE { ?x a :Person }",
                                  "SELECT ?x WHERE { GRAPH ?g { ?x ?p ?y } }",
                                  "SELECT ?x WHERE { VALUES ?x { :ann } }", "DESCRIBE :ann"}) {
    const Outcome outcome = world.run({"query", query});
    CHECK(outcome.exit == 2);
    CHECK(outcome.err.find("not supported yet") != std::string::npos);
  }
}

TEST_CASE("a limit on rows is said to have been reached, if there are more") {
  const Loaded world;
  const Outcome cut = world.run({"query", "--max-rows", "1", "--format", "csv", kAges});
  CHECK(cut.exit == 0);
  CHECK(cut.out == "x,age\r\nhttp://example.org/ann,41\r\n");
  CHECK(cut.err == "incomplete: stopped after 1 row, there may be more\n");
  CHECK(world.run({"query", "--max-rows", "2", kAges}).err.empty());
}

TEST_CASE("when there is nothing to find, terms that the store does not know are warned of") {
  const Loaded world;
  const Outcome outcome = world.run({"query", "SELECT ?x WHERE { ?x a :Adlut ; :knows :zebra }"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err ==
        "<query>:1:24: warning: the store does not know :Adlut\n"
        "    1 | SELECT ?x WHERE { ?x a :Adlut ; :knows :zebra }\n"
        "      |                        ^~~~~~\n"
        "hint: did you mean :Adult?\n"
        "\n"
        "<query>:1:40: warning: the store does not know :zebra\n"
        "    1 | SELECT ?x WHERE { ?x a :Adlut ; :knows :zebra }\n"
        "      |                                        ^~~~~~\n");
  CHECK(world.run({"query", "SELECT ?x WHERE { { ?x a :Adlut } UNION { ?x a :Adult } }"})
            .err.empty());
}

TEST_CASE("an ASK that was stopped is neither yes nor no") {
  const Loaded world;
  std::string many;
  for (int i = 0; i < 300; ++i) many += ":n" + std::to_string(i) + " :p :o .\n";
  world.write("many.ttl", "PREFIX : <http://example.org/>\n" + many);
  CHECK(world.run({"load", "many.ttl"}).exit == 0);
  const Outcome outcome =
      world.run({"query", "--timeout", "0.1",
                 "ASK { ?a :p ?x . ?b :p ?x . ?c :p ?x . ?d :p ?x "
                 "FILTER(CONCAT(STR(?a), STR(?b), STR(?c), STR(?d)) = \"?\") }"});
  CHECK(outcome.exit == 4);
  CHECK(outcome.out == "unknown\n");
  CHECK(outcome.err == "incomplete: stopped before there was an answer\n");
}

TEST_CASE("a limit on time is said to have been reached") {
  const Loaded world;
  std::string many;
  for (int i = 0; i < 300; ++i) many += ":n" + std::to_string(i) + " :p :o .\n";
  world.write("many.ttl", "PREFIX : <http://example.org/>\n" + many);
  CHECK(world.run({"load", "many.ttl"}).exit == 0);
  const Outcome outcome =
      world.run({"query", "--timeout", "0.1",
                 "SELECT ?a WHERE { ?a :p ?x . ?b :p ?x . ?c :p ?x . ?d :p ?x "
                 "FILTER(CONCAT(STR(?a), STR(?b), STR(?c), STR(?d)) = \"?\") }"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err == "incomplete: stopped after 0 rows, there may be more\n");
}
