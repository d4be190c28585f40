#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "tests/repl/run.h"

using testing::kPeople;
using testing::kRules;
using testing::Outcome;
using testing::Workshop;

namespace {

std::set<std::string> lines(const std::string& text) {
  std::istringstream stream(text);
  std::set<std::string> found;
  for (std::string line; std::getline(stream, line);) found.insert(line);
  return found;
}

}  // namespace

TEST_CASE("infer prints the inference graph and nothing else, without a store") {
  const Workshop workshop;
  workshop.write("people.ttl", kPeople);
  workshop.write("people.srl", kRules);
  const Outcome outcome = workshop.run({"infer", "people.srl", "people.ttl"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err.empty());
  CHECK(lines(outcome.out) ==
        std::set<std::string>{
            "<http://example.org/ann> <http://example.org/mayMeet> <http://example.org/cleo> .",
            "<http://example.org/ann> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            "<http://example.org/Adult> ."});
  CHECK(workshop.run({"infer", "people.ttl", "people.srl"}).out == outcome.out);
  CHECK_FALSE(std::filesystem::exists("warrant.db"));
}

TEST_CASE("the base graph is the union of the data files, their blank nodes apart") {
  const Workshop workshop;
  workshop.write("a.nt", "_:x <http://e/p> <http://e/a> .\n");
  workshop.write("b.nt",
                 "_:x <http://e/q> <http://e/b> .\n<http://e/c> <http://e/p> <http://e/a> .\n"
                 "<http://e/c> <http://e/q> <http://e/b> .\n");
  workshop.write(
      "r.srl",
      "RULE { ?x <http://e/both> true } WHERE { ?x <http://e/p> ?y . ?x <http://e/q> ?z }");
  CHECK(workshop.run({"infer", "a.nt", "b.nt", "r.srl"}).out ==
        "<http://e/c> <http://e/both> \"true\"^^<http://www.w3.org/2001/XMLSchema#boolean> .\n");
}

TEST_CASE("what files say twice counts once") {
  const Workshop workshop;
  const std::string line = "<http://e/a> <http://e/p> <http://e/b> .\n";
  workshop.write("a.nt", line + line);
  workshop.write("b.ttl", line);
  workshop.write("r.srl",
                 "RULE { ?x <http://e/n> ?n } WHERE { ?x <http://e/p> ?y "
                 "SET ( ?n := COUNT(*) { ?x <http://e/p> ?z } ) }");
  CHECK(workshop.run({"infer", "a.nt", "b.ttl", "r.srl"}).out ==
        "<http://e/a> <http://e/n> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n");
}

TEST_CASE("a rule with a variable for a predicate reads predicates that no rule names") {
  const Workshop workshop;
  workshop.write("a.nt", "<http://e/a> <http://e/p> <http://e/b> .\n");
  workshop.write("b.ttl", "<http://e/p> <http://e/inverse> <http://e/q> .");
  workshop.write("r.srl", "RULE { ?y ?q ?x } WHERE { ?x ?p ?y . ?p <http://e/inverse> ?q }");
  CHECK(workshop.run({"infer", "a.nt", "b.ttl", "r.srl"}).out ==
        "<http://e/b> <http://e/q> <http://e/a> .\n");
}

TEST_CASE("mistakes in triples that no rule reads are reported all the same") {
  const Workshop workshop;
  workshop.write("a.nt", "<http://e/a> <http://e/other> oops .\n");
  workshop.write("r.srl", "RULE { ?x <http://e/q> ?y } WHERE { ?x <http://e/p> ?y }");
  const Outcome outcome = workshop.run({"infer", "a.nt", "r.srl"});
  CHECK(outcome.exit == 3);
  CHECK_THAT(outcome.err, Catch::Contains("a.nt:1:"));
}

TEST_CASE("given triples are part of the inference graph, stated ones are not") {
  const Workshop workshop;
  workshop.write("a.ttl", "<http://e/a> <http://e/p> 1 .");
  workshop.write("r.srl", "DATA { <http://e/a> <http://e/p> 1 . <http://e/b> <http://e/p> 2 }");
  CHECK(workshop.run({"infer", "a.ttl", "r.srl"}).out ==
        "<http://e/b> <http://e/p> \"2\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n");
}

TEST_CASE("rules read the default graph only, and infer says what it leaves out") {
  const Workshop workshop;
  workshop.write("a.nq", "<http://e/a> <http://e/p> <http://e/b> <http://e/g> .\n");
  workshop.write("b.trig", "PREFIX : <http://e/> :c :p :d . :g { :e :p 1 , 2 }\n");
  workshop.write("r.srl", "RULE { ?y <http://e/q> ?x } WHERE { ?x <http://e/p> ?y }");
  const Outcome outcome = workshop.run({"infer", "a.nq", "b.trig", "r.srl"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out == "<http://e/d> <http://e/q> <http://e/c> .\n");
  CHECK(outcome.err ==
        "warning: a.nq: 1 statement in named graphs takes no part: rules read and extend the "
        "default graph\n"
        "warning: b.trig: 2 statements in named graphs take no part: rules read and extend the "
        "default graph\n");
}

TEST_CASE("infer writes to a file if asked to") {
  const Workshop workshop;
  workshop.write("r.srl", "DATA { <http://e/b> <http://e/p> <http://e/c> }");
  const Outcome outcome = workshop.run({"infer", "-o", "out.nt", "r.srl"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.empty());
  CHECK(workshop.read("out.nt") == "<http://e/b> <http://e/p> <http://e/c> .\n");
}

TEST_CASE("a file that cannot be written is the machine's failure") {
  const Workshop workshop;
  workshop.write("r.srl", "DATA { <http://e/b> <http://e/p> <http://e/c> }");
  const Outcome outcome = workshop.run({"infer", "-o", "no/such/folder", "r.srl"});
  CHECK(outcome.exit == 4);
  CHECK(outcome.err == "error: cannot write 'no/such/folder': No such file or directory\n");
}

TEST_CASE("wrong input is reported whole, and nothing is printed") {
  const Workshop workshop;
  workshop.write("a.ttl", "x:a <p> 1 .\n");
  workshop.write("r.srl", "RULE { ?x <http://e/p> ?z } WHERE { ?x <http://e/p> 1 }\n");
  const Outcome outcome = workshop.run({"infer", "a.ttl", "r.srl"});
  CHECK(outcome.exit == 3);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.find("a.ttl:1:1: error: ") != std::string::npos);
  CHECK(outcome.err.find("r.srl:1:") != std::string::npos);
}

TEST_CASE("rules that wrap a triple term in another stop where nobody could read it back") {
  const Workshop workshop;
  workshop.write("a.ttl", "<http://e/s> <http://e/q0> 1 .");
  std::string rules = "PREFIX : <http://e/>\n";
  for (int i = 0; i < 1010; ++i) {
    rules += "RULE { :s :q" + std::to_string(i + 1) + " <<( :s :p ?o )>> } WHERE { :s :q" +
             std::to_string(i) + " ?o }\n";
  }
  workshop.write("r.srl", rules);
  const Outcome outcome = workshop.run({"infer", "a.ttl", "r.srl", "-o", "out.nt"});
  CHECK(outcome.exit == 0);
  CHECK(lines(workshop.read("out.nt")).size() == 1000);
  workshop.write("empty.srl", "");
  CHECK(workshop.run({"infer", "out.nt", "empty.srl"}).exit == 0);
}

TEST_CASE("a limit on inferences ends a run with a word, and prints nothing") {
  const Workshop workshop;
  std::string chain;
  for (int i = 0; i < 50; ++i) {
    chain += "<http://e/" + std::to_string(i) + "> <http://e/next> <http://e/" +
             std::to_string(i + 1) + "> .\n";
  }
  workshop.write("chain.nt", chain);
  workshop.write("r.srl",
                 "PREFIX : <http://e/> RULE { ?x :after ?y } WHERE { ?x :next ?y }\n"
                 "RULE { ?x :after ?z } WHERE { ?x :after ?y . ?y :next ?z }");
  const Outcome outcome = workshop.run({"infer", "chain.nt", "r.srl", "--max-inferences", "100"});
  CHECK(outcome.exit == 4);
  CHECK(outcome.out.empty());
  CHECK(outcome.err ==
        "error: there are more inferences than --max-inferences allows; what was inferred until "
        "then is incomplete and is not printed\n");
  const Outcome whole = workshop.run({"infer", "chain.nt", "r.srl"});
  CHECK(std::count(whole.out.begin(), whole.out.end(), '\n') == 50 * 51 / 2);
}

TEST_CASE("a profile says what each rule tried and found, and leaves stdout as it is") {
  const Workshop workshop;
  workshop.write("people.ttl", kPeople);
  workshop.write("people.srl", kRules);
  const Outcome plain = workshop.run({"infer", "people.srl", "people.ttl"});
  const Outcome table = workshop.run({"infer", "--profile", "people.srl", "people.ttl"});
  CHECK(table.out == plain.out);
  // Ann, Bob and Cleo: two rows of :knows, of which one leads on; two ages, of which one is enough.
  CHECK_THAT(table.err, Catch::Contains(" 1 │   1 │ :meets\n"));
  CHECK_THAT(table.err, Catch::Contains(" 1 │   1 │ :grown\n"));
  CHECK_THAT(table.err, Catch::Contains("2 inferences in 2 rounds: read in "));
  const Outcome json = workshop.run({"infer", "--profile-json", "people.srl", "people.ttl"});
  CHECK(json.out == plain.out);
  CHECK_THAT(json.err, Catch::Contains("\"inferences\":2,\"given\":0"));
  CHECK_THAT(json.err, Catch::Contains("\"rule\":\":meets\",\"file\":\"people.srl\",\"line\":4"));
}

TEST_CASE("a plan is shown with the rows that were expected and that came") {
  const Workshop workshop;
  workshop.write("people.ttl", kPeople);
  workshop.write("people.srl",
                 "PREFIX : <http://example.org/>\n"
                 "RULE :grown { ?x a :Adult } WHERE { ?x :age ?a FILTER(?a >= 18) "
                 "NOT { ?x a :Robot } }\n");
  const Outcome outcome = workshop.run({"infer", "--explain-plan", "people.srl", "people.ttl"});
  CHECK_THAT(outcome.err, Catch::StartsWith(":grown (people.srl:2), all solutions: "));
  CHECK_THAT(outcome.err, Catch::EndsWith(", 1 run\n"
                                          " step                │ expected │ rows\n"
                                          "─────────────────────┼──────────┼──────\n"
                                          " each ?x :age ?a     │        2 │    2\n"
                                          " filter ?a >= 18     │        1 │    1\n"
                                          " not                 │        1 │    1\n"
                                          "   check ?x a :Robot │        0 │    0\n"
                                          "   drop              │        0 │    0\n"
                                          " infer ?x a :Adult   │        1 │    1\n\n"));
}

TEST_CASE("two patterns that leave little of each other's rows are looked up together") {
  const Workshop workshop;
  std::string data = "@prefix : <http://example.org/> .\n";
  for (int i = 0; i < 400; ++i) {
    const std::string number = std::to_string(i);
    const std::string topic = " :t" + std::to_string(i % 20);
    const std::string city = " :c" + std::to_string(i / 20);
    data += ":i" + number + " :topic" + topic + " ; :city" + city + " .\n";
    if (i != 7) data += ":p" + number + " :likes" + topic + " ; :lives" + city + " .\n";
  }
  workshop.write("offers.ttl", data);
  workshop.write("offers.srl",
                 "PREFIX : <http://example.org/>\n"
                 "RULE :offer { ?p :offer ?i } WHERE { ?p :likes ?t ; :lives ?c . "
                 "?i :topic ?t ; :city ?c }\n");
  const Outcome outcome = workshop.run({"infer", "--explain-plan", "offers.srl", "offers.ttl"});
  // Twenty items a topic and twenty a city, one that is of both: 399 rows come instead of 7,980.
  CHECK_THAT(outcome.err,
             Catch::Contains(" that has ?i :") && Catch::Contains("│    7,980 │  399\n"));
  CHECK(std::count(outcome.out.begin(), outcome.out.end(), '\n') == 399);
  CHECK_THAT(outcome.out, Catch::Contains("<http://example.org/p8> <http://example.org/offer> "
                                          "<http://example.org/i8> .\n"));
  CHECK_THAT(outcome.out, !Catch::Contains("/p7>"));
}
