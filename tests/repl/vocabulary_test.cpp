#include <catch2/catch.hpp>
#include <string>

#include "tests/repl/run.h"

using testing::Outcome;
using testing::Workshop;

namespace {

constexpr std::string_view kOntology = R"(PREFIX : <http://e/v#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
:Actor a rdfs:Class ; rdfs:label "actor"@en , "actor"@nl .
:State a rdfs:Class ; rdfs:subClassOf :Actor ; rdfs:label "state"@en , "staat"@nl ;
  owl:disjointWith :Programme .
:Programme a rdfs:Class ; rdfs:label "programme"@en , "programma"@nl .
:Report a rdfs:Class ; rdfs:label "report"@en , "rapport"@nl .
:partner a rdf:Property ; rdfs:label "has the partner"@en , "heeft als partner"@nl ;
  rdfs:domain :Programme ; rdfs:range :Actor .
:capital a owl:FunctionalProperty ; rdfs:label "has the capital"@en , "heeft als hoofdstad"@nl .
:year a rdf:Property , owl:FunctionalProperty ; rdfs:range xsd:integer ;
  rdfs:label "was begun in"@en , "is begonnen in"@nl .
)";

constexpr std::string_view kPrefix =
    "PREFIX : <http://e/v#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n";

/// What `check` says of facts beside the ontology.
Outcome check(const std::string& facts, const std::vector<std::string>& more = {}) {
  const Workshop workshop;
  workshop.write("v.ttl", kOntology);
  workshop.write("f.ttl", std::string(kPrefix) + facts);
  std::vector<std::string> arguments = {"check", "v.ttl", "f.ttl"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return workshop.run(arguments);
}

std::string with_verdict(const std::string& text, const std::string& verdict) {
  return text + "checked 2 files: " + verdict + "\n";
}

}  // namespace

TEST_CASE("facts that the vocabulary bears out are not complained of") {
  const Outcome outcome = check(
      ":nl a :State . :fcas a :Programme ; :partner :nl , :alliance ; :year 2017 ;\n"
      "  :capital :x . :alliance a :Actor . :x a <http://other/Thing> .\n"
      "<http://other/a> <http://other/b> <http://other/c> .\n");
  CHECK(outcome.err == "checked 2 files: nothing wrong\n");
  CHECK(outcome.exit == 0);
}

TEST_CASE("unknown terms are shown where they stand, with the nearest known one") {
  const Outcome outcome = check(
      ":netherlands a :Stat .\n"
      ":fcas a :Programme ;\n"
      "  :partnr :netherlands ;\n"
      "  :partner :nederlands .\n");
  CHECK(outcome.exit == 0);
  CHECK(outcome.err == with_verdict("f.ttl:3:16: warning: unknown class ':Stat'\n"
                                    "    3 | :netherlands a :Stat .\n"
                                    "      |                ^~~~~\n"
                                    "hint: did you mean ':State'?\n\n"
                                    "f.ttl:5:3: warning: unknown property ':partnr'\n"
                                    "    5 |   :partnr :netherlands ;\n"
                                    "      |   ^~~~~~~\n"
                                    "hint: did you mean ':partner'?\n\n"
                                    "f.ttl:6:12: warning: nothing is stated of ':nederlands'\n"
                                    "    6 |   :partner :nederlands .\n"
                                    "      |            ^~~~~~~~~~~\n"
                                    "hint: did you mean ':netherlands'?\n",
                                    "3 warnings"));
}

TEST_CASE("a subject that is a slip of the pen is shown") {
  const Outcome outcome = check(":fcas a :Programme .\n:fcsa :year 2017 .\n");
  CHECK(outcome.err.find("f.ttl:4:1: warning: ':fcsa' has neither a class nor a label\n") !=
        std::string::npos);
  CHECK(outcome.err.find("hint: did you mean ':fcas'?\n") != std::string::npos);
}

TEST_CASE("a wrong domain or range is a warning, an impossible one an error") {
  const Outcome outcome = check(
      ":r a :Report . :nl a :State . :p a :Programme .\n"
      ":r :partner :nl .\n"
      ":p :partner :r .\n"
      ":p :partner :p .\n"
      ":p :partner \"x\" .\n"
      ":p :year \"soon\" .\n"
      ":nl :partner :nl .\n");
  CHECK(outcome.exit == 1);
  for (const std::string line :
       {"f.ttl:4:1: warning: ':partner' is said of a :Programme, but :r is a :Report\n",
        "f.ttl:5:13: warning: ':partner' leads to a :Actor, but :r is a :Report\n",
        "f.ttl:6:13: warning: ':partner' leads to a :Actor, but :p is a :Programme\n",
        "f.ttl:7:13: error: ':partner' leads to a :Actor, not to \"x\"\n",
        "f.ttl:8:10: error: ':year' leads to a xsd:integer, not to \"soon\"\n",
        "f.ttl:9:1: error: ':partner' is said of a :Programme, but :nl is a :State\n"}) {
    INFO(outcome.err);
    CHECK(outcome.err.find(line) != std::string::npos);
  }
  CHECK(outcome.err.ends_with("checked 2 files: 3 errors, 3 warnings\n"));
}

TEST_CASE("two values of a functional property are shown at the second, with the first") {
  const Outcome outcome = check(
      ":nl a :State ; :capital :a ;\n  :capital :b .\n:a a :Actor . "
      ":b a :Actor .\n:p a :Programme ; :year 2017 .\n:p :year 2018 .\n");
  CHECK(outcome.exit == 1);
  INFO(outcome.err);
  CHECK(outcome.err.find("f.ttl:7:10: error: ':year' has one value at most, and :p has 2017 and "
                         "2018\n") != std::string::npos);
  CHECK(outcome.err.find("warning: ':capital' has one value at most, and :nl has :") !=
        std::string::npos);
  CHECK(outcome.err.find("note: the other is stated here") != std::string::npos);
}

TEST_CASE("a member of disjoint classes is an error") {
  const Outcome outcome = check(":x a :State .\n:x a :Programme .\n");
  CHECK(outcome.exit == 1);
  CHECK(outcome.err.find("which have no member in common\n") != std::string::npos);
  CHECK(outcome.err.ends_with("checked 2 files: 1 error\n"));
}

TEST_CASE("a label that is missing in a language of the vocabulary is shown") {
  const Outcome outcome = check(
      ":nl a :State ; rdfs:label \"the Netherlands\"@en .\n"
      ":fcas a :Programme ; rdfs:label \"FCAS\" .\n:x a :State .\n"
      ":New a rdfs:Class ; rdfs:label \"new\"@en .\n");
  CHECK(outcome.exit == 0);
  INFO(outcome.err);
  CHECK(outcome.err.find("f.ttl:3:1: warning: :nl has no label in 'nl'\n") != std::string::npos);
  CHECK(outcome.err.find("f.ttl:6:1: warning: :New has no label in 'nl'\n") != std::string::npos);
  CHECK(outcome.err.ends_with("checked 2 files: 2 warnings\n"));
}

TEST_CASE("check --strict makes errors of warnings") {
  const std::string facts = ":nl a :Stat .\n";
  CHECK(check(facts).exit == 0);
  const Outcome outcome = check(facts, {"--strict"});
  CHECK(outcome.exit == 1);
  CHECK(outcome.err.find("error: unknown class ':Stat'") != std::string::npos);
}

TEST_CASE("rules are held against the vocabulary, too") {
  const Workshop workshop;
  workshop.write("v.ttl", kOntology);
  workshop.write("r.srl",
                 "PREFIX : <http://e/v#>\n"
                 "RULE { ?x :ally ?y } WHERE { ?p a :Program ; :partner/^:partnr ?x , ?y }\n"
                 "RULE { ?x a :State } WHERE { ?x :partner :nowhere }\n");
  const Outcome outcome = workshop.run({"check", "v.ttl", "r.srl"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err.find("r.srl:2:11: warning: unknown property ':ally'") != std::string::npos);
  CHECK(outcome.err.find("r.srl:2:35: warning: unknown class ':Program'") != std::string::npos);
  CHECK(outcome.err.find("hint: did you mean ':Programme'?") != std::string::npos);
  CHECK(outcome.err.find("warning: unknown property ':partnr'") != std::string::npos);
  CHECK(outcome.err.find("r.srl:3:42: warning: nothing is stated of ':nowhere'") !=
        std::string::npos);
}

TEST_CASE("load holds what it loads against the vocabulary of the store, and check does") {
  const Workshop workshop;
  workshop.write("v.ttl", kOntology);
  CHECK(workshop.run({"load", "v.ttl"}).exit == 0);
  workshop.write("f.ttl", std::string(kPrefix) + ":nl a :Stat .\n");
  CHECK(workshop.run({"check", "f.ttl"}).err.find("unknown class ':Stat'") != std::string::npos);
  const Outcome strict = workshop.run({"load", "--strict", "f.ttl"});
  CHECK(strict.exit == 3);
  CHECK(strict.err.find("error: unknown class ':Stat'") != std::string::npos);
  CHECK(strict.err.find("nothing was changed") != std::string::npos);
  const Outcome loaded = workshop.run({"load", "f.ttl"});
  CHECK(loaded.exit == 0);
  CHECK(loaded.err.find("warning: unknown class ':Stat'") != std::string::npos);
  // A contradiction is not loaded.
  workshop.write("g.ttl", std::string(kPrefix) + ":x a :State , :Programme .\n");
  CHECK(workshop.run({"load", "g.ttl"}).exit == 3);
}

TEST_CASE("what a checked file replaces in the store counts no more") {
  const Workshop workshop;
  workshop.write("v.ttl", kOntology);
  workshop.write("f.ttl", std::string(kPrefix) + ":nl a :State . :p a :Programme ; :partner :nl .");
  CHECK(workshop.run({"load", "."}).exit == 0);
  CHECK(workshop.run({"check", "f.ttl"}).err == "checked 1 file: nothing wrong\n");
  workshop.write("f.ttl", std::string(kPrefix) + ":p a :Programme ; :partner :nl .");
  CHECK(workshop.run({"check", "f.ttl"}).err.find("nothing is stated of ':nl'") !=
        std::string::npos);
}

TEST_CASE("of many mistakes of a kind the first are shown and the others counted") {
  std::string facts;
  for (int i = 0; i < 50; ++i) facts += ":n" + std::to_string(i) + " :capital \"x\" , \"y\" .\n";
  const Outcome outcome = check(facts);
  CHECK(outcome.err.find("hint: 30 more of this kind in this file are not shown\n") !=
        std::string::npos);
}

TEST_CASE("load and infer say how many violations rules have found") {
  const Workshop workshop;
  workshop.write("r.srl",
                 "PREFIX : <http://e/v#>\nPREFIX w: <https://warrant.example/ns#>\n"
                 "RULE { ?x w:violates :own } WHERE { ?x :owns ?x }\n");
  workshop.write("f.ttl", std::string(kPrefix) + ":a :owns :a . :b :owns :a .\n");
  const Outcome inferred = workshop.run({"infer", "r.srl", "f.ttl"});
  CHECK(inferred.exit == 0);
  CHECK(inferred.err ==
        "1 violation among them: triples with <https://warrant.example/ns#violates>\n");
  const Outcome loaded = workshop.run({"load", "r.srl", "f.ttl"});
  CHECK(loaded.exit == 0);
  CHECK(loaded.err.find("1 violation: see 'SELECT ?thing ?rule { ?thing w:violates ?rule }'\n") !=
        std::string::npos);
}
