#include <catch2/catch.hpp>

#include "tests/repl/run.h"

using testing::Loaded;
using testing::Outcome;
using testing::Workshop;

namespace {

/// Both streams of a session at the shell, in one text a stream.
Outcome type(const Workshop& world, const std::string& input) { return world.run({}, input); }

}  // namespace

TEST_CASE(
    "the shell runs the statements that it reads, without prompts when they come from a file") {
  const Loaded world;
  const Outcome outcome = type(world,
                               "ASK { :ann :knows :bob }\n"
                               "SELECT ?x\n"
                               "WHERE { ?x a :Adult }\n"
                               "\n"
                               "SELECT ?x WHERE {\n"
                               "\n"
                               "  :ann :mayMeet ?x\n"
                               "} ;\n");
  CHECK(outcome.exit == 0);
  CHECK(outcome.out ==
        "yes\n"
        "   │ x\n"
        "───┼──────\n"
        " 1 │ :ann\n"
        "   │ x\n"
        "───┼───────\n"
        " 1 │ :cleo\n");
  CHECK(outcome.err == "(1 row)\n(1 row)\n");
}

TEST_CASE("the shell ends with the code of the last mistake, or of the last answer") {
  const Loaded world;
  CHECK(type(world, "ASK { :ann :knows :cleo }\n").exit == 1);
  CHECK(type(world, "ASK { :ann :knows :cleo }\nASK {}\n").exit == 0);
  CHECK(type(world, "SELECT nonsense ;\nASK {}\n").exit == 3);
  CHECK(type(world, ".quit\nnonsense ;\n").exit == 0);
}

TEST_CASE("a typed rule is kept, and its conclusions are told") {
  const Loaded world;
  const Outcome outcome = type(world,
                               "RULE :child { ?x a :Child }\n"
                               "WHERE { ?x :age ?a FILTER(?a < 18) }\n"
                               "ASK { :bob a :Child }\n");
  CHECK(outcome.exit == 0);
  CHECK(outcome.err.empty());
  CHECK(outcome.out ==
        "1 rule, 1 new inference\n"
        "  :bob rdf:type :Child\n"
        "yes\n");
  CHECK(world.run({"query", "ASK { :bob a :Child }"}).exit == 0);
  CHECK(world.run({"stats", "--sources"}).out.find(" <repl> ") != std::string::npos);
}

TEST_CASE("typed given triples are kept, and what follows from them is told") {
  const Loaded world;
  const Outcome outcome = type(world, "DATA { :cleo :knows :dan }\n");
  CHECK(outcome.out ==
        "1 given triple, 2 new inferences\n"
        "  :cleo :knows :dan\n"
        "  :bob :mayMeet :dan\n");
}

TEST_CASE("a rule typed again takes the place of the one before") {
  const Loaded world;
  const Outcome outcome = type(world,
                               "RULE :r { ?x :tag 1 } WHERE { ?x a :Person }\n"
                               "RULE :s { ?x :mark 1 } WHERE { ?x a :Person }\n"
                               "RULE :r { ?x :tag 2 } WHERE { ?x a :Adult }\n"
                               "SELECT ?x ?t WHERE { ?x :tag ?t }\n"
                               "ASK { :bob :mark 1 }\n"
                               ".rule :r\n");
  CHECK(outcome.out.find("1 rule, 1 new inference, 3 withdrawn\n") != std::string::npos);
  CHECK(outcome.out.find(" 1 │ :ann │ 2\n") != std::string::npos);
  CHECK(outcome.out.find("yes\n# <repl>:") != std::string::npos);
  CHECK(outcome.out.ends_with("\nRULE :r { ?x :tag 2 } WHERE { ?x a :Adult }\n"));
}

TEST_CASE("a typed rule with a mistake changes nothing") {
  const Loaded world;
  const Outcome outcome = type(world, "RULE :r { ?x :tag ?y } WHERE { ?x a :Person }\n");
  CHECK(outcome.exit == 3);
  CHECK(outcome.err.find("<repl>:1:") == 0);
  CHECK(world.run({"stats"}).out.find("rules        2 from 1 source") != std::string::npos);
}

TEST_CASE("a typed prefix is remembered") {
  const Loaded world;
  CHECK(type(world, ".prefix ex: <http://example.org/>\nASK { ex:ann a ex:Adult }\n").exit == 0);
  CHECK(type(world, "PREFIX e2: <http://example.org/> ;\nASK { e2:ann a e2:Adult }\n").exit == 0);
  CHECK(type(world, ".prefix\n").out ==
        "PREFIX : <http://example.org/>\n"
        "PREFIX dct: <http://purl.org/dc/terms/>\n"
        "PREFIX e2: <http://example.org/>\n"
        "PREFIX ex: <http://example.org/>\n"
        "PREFIX owl: <http://www.w3.org/2002/07/owl#>\n"
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "PREFIX w: <https://warrant.example/ns#>\n"
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n");
}

TEST_CASE(".why explains the row of an answer by what the question claims of it") {
  const Loaded world;
  const Outcome outcome = type(world, "SELECT ?who WHERE { ?who :mayMeet :cleo }\n.why 1\n");
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.find("Ann knows Bob, who knows Cleo.") != std::string::npos);
}

TEST_CASE(
    ".why explains a row by a term in it, if the question claims nothing that was concluded") {
  const Loaded world;
  const Outcome outcome = type(world, "SELECT ?x WHERE { ?x :age 41 }\n.why 1\n");
  CHECK(outcome.out.find("Ann knows Bob, who knows Cleo.") != std::string::npos);
  CHECK(outcome.out.find(":Adult") != std::string::npos);
}

TEST_CASE(".why goes into the steps of an explanation, by the numbers they are shown under") {
  const Loaded world;
  const std::string ask = "SELECT ?who WHERE { ?who :mayMeet :cleo }\n";
  const Outcome row = type(world, ask + ".why 1\n.why 1.2\n");
  CHECK(row.exit == 0);
  CHECK(row.out.find("─ 1.2 Bob knows Cleo") != std::string::npos);
  CHECK(row.out.find("\n1.2 Bob knows Cleo") != std::string::npos);
  // Also before the row was explained.
  CHECK(type(world, ask + ".why 1.2\n").out.find("\n1.2 Bob knows Cleo") != std::string::npos);
  const Outcome triple = type(world, ".why :ann :mayMeet :cleo\n.why 2\n");
  CHECK(triple.out.find("─ 2 Bob knows Cleo") != std::string::npos);
  CHECK(triple.out.find("\n2 Bob knows Cleo") != std::string::npos);
}

TEST_CASE(".why shows a condition with its values") {
  const Loaded world;
  const Outcome outcome = type(world, ".why :ann a :Adult\n.why 2\n");
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.ends_with("?a >= 18\nis 41 >= 18\n"));
}

TEST_CASE(".why says what it cannot explain") {
  const Loaded world;
  CHECK(type(world, ".why 1\n").err ==
        "error: there is no answer yet that could have a row 1\n"
        "hint: ask something first, or name a triple or a term\n");
  CHECK(type(world, "SELECT ?x WHERE { ?x a :Adult }\n.why 2\n").err ==
        "(1 row)\nerror: the last answer has no row 2: it has 1 row\n");
  CHECK(type(world, ".why :ann :mayMeet :cleo\n.why 7.7\n").err ==
        "error: there is no step 7.7 in the last explanation\n");
  CHECK(type(world, ".why\n").exit == 3);
}

TEST_CASE("numbers of an answer are forgotten when the store changes") {
  const Loaded world;
  const Outcome outcome = type(world, "SELECT ?x WHERE { ?x a :Adult }\n.load facts\n.why 1\n");
  CHECK(outcome.err.find("there is no answer yet") != std::string::npos);
}

TEST_CASE(".describe tells what is known about a term and where from, row by row") {
  const Loaded world;
  const Outcome outcome = type(world, ".describe Cleo\n.why 3\n");
  CHECK(outcome.exit == 0);
  CHECK(
      outcome.out.starts_with(":cleo · Cleo\n"
                              "\n"
                              "   │ property   │ value   │ from\n"
                              "───┼────────────┼─────────┼────────────────────\n"
                              " 1 │ rdf:type   │ :Person │ facts/people.ttl:5\n"
                              " 2 │ rdfs:label │ Cleo    │ facts/people.ttl:5\n"
                              "\n"
                              "It is the value of\n"
                              "   │ subject │ property │ from\n"
                              "───┼─────────┼──────────┼────────────────────\n"
                              " 3 │ :ann    │ :mayMeet │ concluded\n"
                              " 4 │ :bob    │ :knows   │ facts/people.ttl:4\n"));
  CHECK(outcome.out.find("Ann knows Bob, who knows Cleo.") != std::string::npos);
}

TEST_CASE(".find looks for terms by a part of a label") {
  const Loaded world;
  CHECK(type(world, ".find BOB\n").out ==
        "   │ term │ label\n"
        "───┼──────┼────────\n"
        " 1 │ :bob │ Bob\n"
        " 2 │ :bob │ Bobbie\n");
  CHECK(type(world, ".find zebra\n").exit == 1);
}

TEST_CASE(".rules lists the rules and .rule shows one as it was written") {
  const Loaded world;
  CHECK(type(world, ".rules\n").out ==
        " rule   │ title              │ from\n"
        "────────┼────────────────────┼────────────────────\n"
        " :meets │ Friends of friends │ rules/people.srl:4\n"
        " :grown │                    │ rules/people.srl:5\n");
  CHECK(type(world, ".rule :meets\n").out ==
        "# rules/people.srl:4\n"
        "#@ title Friends of friends\n"
        "#@ because {?x} knows {?y}, who knows {?z}.\n"
        "RULE :meets { ?x :mayMeet ?z } WHERE { ?x :knows ?y . ?y :knows ?z }\n");
  const Outcome missing = type(world, ".rule :meet\n");
  CHECK(missing.exit == 1);
  CHECK(missing.err == "error: there is no rule ':meet'\nhint: did you mean ':meets'?\n");
}

TEST_CASE(".load and .unload work as the commands do") {
  const Workshop world;
  world.write("a b.ttl", testing::kPeople);
  const Outcome outcome =
      type(world, ".load \"a b.ttl\"\n.stats\n.unload 'a b.ttl'\n.load gone.ttl\n");
  CHECK(outcome.exit == 3);
  CHECK(outcome.out.find("loaded 1 file of facts in ") == 0);
  CHECK(outcome.out.find(" a b.ttl ") != std::string::npos);
  CHECK(outcome.out.find("took out a b.ttl: 0 facts (−13)") != std::string::npos);
  CHECK(outcome.err.find("there is no file or folder 'gone.ttl'") != std::string::npos);
}

TEST_CASE(".mode changes how answers are written") {
  const Loaded world;
  const Outcome outcome = type(world,
                               ".mode csv\nSELECT ?x WHERE { ?x a :Adult }\n"
                               ".mode table\n.mode labels\nSELECT ?x WHERE { ?x a :Adult }\n"
                               "\\x\nSELECT ?x WHERE { ?x a :Adult }\n"
                               ".mode xml\n");
  CHECK(outcome.out ==
        "x\r\nhttp://example.org/ann\r\n"
        "   │ x\n───┼─────\n 1 │ Ann\n"
        "── 1 ──\nx │ Ann\n");
  CHECK(outcome.err.find("error: there is no mode 'xml'\n") != std::string::npos);
}

TEST_CASE(".lang changes the language of labels") {
  const Loaded world;
  CHECK(type(world, ".mode labels\n.lang nl\nSELECT ?x WHERE { :ann :knows ?x }\n").out ==
        "   │ x\n───┼────────\n 1 │ Bobbie\n");
  CHECK(type(world, ".lang \"\n").exit == 3);
}

TEST_CASE(".output sends answers to a file and back, .read runs a file") {
  const Loaded world;
  world.write("s.rq", ".mode csv\nSELECT ?x WHERE { ?x a :Adult }\n");
  const Outcome outcome = type(world, ".output out.csv\n.read s.rq\n.output\nASK {}\n");
  CHECK(outcome.exit == 0);
  CHECK(outcome.out == "true\r\n");
  CHECK(world.read("out.csv") == "x\r\nhttp://example.org/ann\r\n");
}

TEST_CASE("files that read each other end with an error") {
  const Workshop world;
  world.write("a.rq", ".read a.rq\n");
  const Outcome outcome = type(world, ".read a.rq\n");
  CHECK(outcome.exit == 3);
  CHECK(outcome.err == "error: files that read each other go too deep\n");
}

TEST_CASE(".timer tells how long statements take") {
  const Loaded world;
  CHECK(type(world, ".timer on\nASK {}\n.timer off\nASK {}\n").err.find(" ms\n") !=
        std::string::npos);
}

TEST_CASE("psql's names work where they mean the same") {
  const Loaded world;
  CHECK(type(world, "\\d :ann\n").out == type(world, ".describe :ann\n").out);
  CHECK(type(world, "\\?\n").out == type(world, ".help\n").out);
  CHECK(type(world, "\\q\nnonsense\n").exit == 0);
}

TEST_CASE(".help names every command and fits a screen") {
  const Workshop world;
  const std::string help = type(world, ".help\n").out;
  for (const std::string command :
       {".describe", ".find", ".load", ".unload", ".mode", ".output", ".prefix", ".quit", ".read",
        ".records", ".rule", ".rules", ".schema", ".stats", ".timer", ".why", ".lang"}) {
    CHECK(help.find(command) != std::string::npos);
  }
  CHECK(std::count(help.begin(), help.end(), '\n') <= 30);
}

TEST_CASE("what is neither statement nor command is answered with what is near") {
  const Workshop world;
  CHECK(type(world, ".dscribe :x\n").err ==
        "error: there is no command '.dscribe'\nhint: did you mean '.describe'?\n");
  CHECK(type(world, "help\n").err ==
        "error: 'help' begins neither a statement nor a command\nhint: did you mean '.help'?\n");
  CHECK(type(world, "SELCT ?x WHERE { ?x ?p ?y }\n").err ==
        "error: 'SELCT' begins neither a statement nor a command\n"
        "hint: did you mean 'SELECT'?\n");
  CHECK(type(world, "INSERT DATA { <a> <b> <c> }\n").err.find("SPARQL Update") !=
        std::string::npos);
}

TEST_CASE("a typed question with a mistake is shown it, and the shell goes on") {
  const Loaded world;
  const Outcome outcome = type(world, "SELECT ?x WHERE { ?x nope:p 1 }\nASK {}\n");
  CHECK(outcome.exit == 3);
  CHECK(outcome.out == "yes\n");
  CHECK(outcome.err.starts_with("<query>:1:22: error: "));
}

TEST_CASE("a shell on a store opened read-only answers and refuses to change it") {
  const Loaded world;
  const Outcome outcome = world.run({"--read-only"}, "ASK { :ann a :Adult }\n.load facts\n");
  CHECK(outcome.exit == 4);
  CHECK(outcome.out == "yes\n");
  CHECK(outcome.err.starts_with("error: "));
}
