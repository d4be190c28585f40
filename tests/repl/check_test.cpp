#include <catch2/catch.hpp>

#include "tests/repl/run.h"

using testing::kPeople;
using testing::kRules;
using testing::Outcome;
using testing::Workshop;

TEST_CASE("check finds nothing wrong with what is right") {
  const Workshop workshop;
  workshop.write("k/people.ttl", kPeople);
  workshop.write("k/people.srl", kRules);
  workshop.write("k/who.rq", "SELECT ?x WHERE { ?x a <http://example.org/Adult> }");
  const Outcome outcome = workshop.run({"check", "k"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.empty());
  CHECK(outcome.err == "checked 3 files: nothing wrong\n");
}

TEST_CASE("check finds mistakes of syntax in facts, rules and queries, all in one run") {
  const Workshop workshop;
  workshop.write("a.ttl", "<http://e/a> nope:b 1 .\n");
  workshop.write("b.srl", "RULE { ?x <http://e/p> 1 } { ?x <http://e/q> 1 }\n");
  workshop.write("c.rq", "SELECT ?x WHERE { ?x }\n");
  const Outcome outcome = workshop.run({"check", "."});
  CHECK(outcome.exit == 1);
  CHECK(outcome.err.find("a.ttl:1:14: error: ") != std::string::npos);
  CHECK(outcome.err.find("b.srl:1:28: error: ") != std::string::npos);
  CHECK(outcome.err.find("c.rq:1:22: error: ") != std::string::npos);
  CHECK(outcome.err.ends_with("checked 3 files: 3 errors\n"));
}

TEST_CASE(
    "check finds rules that are not well-formed or not stratified, unless only syntax is asked "
    "for") {
  const Workshop workshop;
  workshop.write("a.srl", "RULE { ?x <http://e/p> ?z } WHERE { ?x <http://e/q> 1 }\n");
  workshop.write(
      "b.srl",
      "RULE { ?x <http://e/r> 1 } WHERE { ?x <http://e/q> 1 NOT { ?x <http://e/s> 1 } }\n"
      "RULE { ?x <http://e/s> 1 } WHERE { ?x <http://e/r> 1 }\n");
  CHECK(workshop.run({"check", "a.srl"}).exit == 1);
  CHECK(workshop.run({"check", "b.srl"}).exit == 1);
  CHECK(workshop.run({"check", "--syntax", "a.srl", "b.srl"}).exit == 0);
}

TEST_CASE("check finds a call of a function that does not exist") {
  const Workshop workshop;
  workshop.write("a.rq", "SELECT ?x WHERE { ?x ?p ?y FILTER(<http://e/nope>(?y)) }\n");
  CHECK(workshop.run({"check", "a.rq"}).exit == 1);
  CHECK(workshop.run({"check", "--syntax", "a.rq"}).exit == 0);
}

TEST_CASE("a file that is not there is a mistake too") {
  const Workshop workshop;
  const Outcome outcome = workshop.run({"check", "gone.ttl"});
  CHECK(outcome.exit == 1);
  CHECK(outcome.err.ends_with("checked 0 files: 1 error\n"));
}

TEST_CASE("check --standard reports each aggregate where it stands") {
  const Workshop workshop;
  workshop.write("a.srl",
                 "PREFIX : <http://e/>\nRULE { ?x :n ?n } WHERE { ?x :p 1\n"
                 "  SET ( ?n := COUNT(*) { ?x :q ?y } ) SET ( ?m := SUM(?y) { ?x :q ?y } ) }\n");
  CHECK(workshop.run({"check", "a.srl"}).exit == 0);
  const Outcome outcome = workshop.run({"check", "--standard", "a.srl"});
  CHECK(outcome.exit == 1);
  CHECK(outcome.err ==
        "a.srl:3:15: error: COUNT in a SET is an extension: SPARQL-RL has no aggregates\n"
        "    3 |   SET ( ?n := COUNT(*) { ?x :q ?y } ) SET ( ?m := SUM(?y) { ?x :q ?y } ) }\n"
        "      |               ^~~~~\n"
        "hint: other processors cannot read this rule; see docs/language.md\n\n"
        "a.srl:3:51: error: SUM in a SET is an extension: SPARQL-RL has no aggregates\n"
        "    3 |   SET ( ?n := COUNT(*) { ?x :q ?y } ) SET ( ?m := SUM(?y) { ?x :q ?y } ) }\n"
        "      |                                                   ^~~\n"
        "hint: other processors cannot read this rule; see docs/language.md\n"
        "checked 1 file: 2 errors\n");
}
