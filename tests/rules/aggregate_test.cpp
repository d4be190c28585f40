#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "rules/explain/render_why_not.h"
#include "rules/explain/why_not.h"
#include "tests/rules/problems.h"
#include "tests/rules/world.h"

using explain::NodeKind;

namespace {

/// What the rule with the body concludes of `?v`, as sorted Turtle, with blanks between.
std::string values(const std::string& body, const std::string& data) {
  World world("RULE { :it :has ?v } WHERE { " + body + " }", data);
  world.infer();
  std::vector<std::string> found;
  const auto labels = world.labels();
  world.graph.scan({}, kg::Part::Inference, [&](const kg::Triple& triple, kg::Order) {
    found.push_back(labels.turtle(triple.object));
    return true;
  });
  std::sort(found.begin(), found.end());
  std::string result;
  for (const std::string& one : found) result += (result.empty() ? "" : " ") + one;
  return result;
}

const std::string kData = R"(
:a a :Box ; :holds :x , :y , :z ; :weighs 1 , 2.5 .
:b a :Box ; :holds :x ; :weighs 4 , "heavy" .
:c a :Box .
:x :costs 2 . :y :costs 2 . :z :costs 5 .
)";

/// The statements of the facts without which the conclusion falls.
std::vector<std::string> critical(World& world, const std::string& conclusion) {
  const auto derivation = world.why(conclusion);
  REQUIRE(derivation);
  CHECK_FALSE(derivation->critical_bounded);
  std::vector<std::string> result;
  for (const auto node : derivation->critical) {
    result.push_back(world.labels().turtle((*derivation)[node].triple));
  }
  return result;
}

}  // namespace

TEST_CASE("COUNT and SUM of nothing are 0", "[aggregate]") {
  CHECK(values("?b a :Box . SET ( ?v := COUNT(?i) { ?b :holds ?i } )", kData) == "0 1 3");
  CHECK(values("SET ( ?v := SUM(?i) { :c :weighs ?i } )", kData) == "0");
}

TEST_CASE("the others drop a solution for which there is nothing", "[aggregate]") {
  for (const std::string function : {"MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}) {
    CHECK(values("SET ( ?v := " + function + "(?i) { :c :holds ?i } )", kData).empty());
  }
}

TEST_CASE("an error among the values drops the solution, but COUNT does without it",
          "[aggregate]") {
  CHECK(values("?b a :Box . SET ( ?v := SUM(?i) { ?b :weighs ?i } )", kData) == "0 3.5");
  CHECK(values("?b a :Box . SET ( ?v := AVG(?i) { ?b :weighs ?i } )", kData) == "1.75");
  CHECK(values("SET ( ?v := COUNT(?i + 1) { :b :weighs ?i } )", kData) == "1");
  CHECK(values("SET ( ?v := MAX(?i + 1) { :b :weighs ?i } )", kData).empty());
}

TEST_CASE("DISTINCT leaves out what is there already", "[aggregate]") {
  const std::string group = "{ :a :holds/:costs ?i }";
  CHECK(values("SET ( ?v := COUNT(?i) " + group + " )", kData) == "3");
  CHECK(values("SET ( ?v := COUNT(DISTINCT ?i) " + group + " )", kData) == "2");
  CHECK(values("SET ( ?v := SUM(?i) " + group + " )", kData) == "9");
  CHECK(values("SET ( ?v := SUM(DISTINCT ?i) " + group + " )", kData) == "7");
  CHECK(values("SET ( ?v := AVG(DISTINCT ?i) " + group + " )", kData) == "3.5");
  // What a path goes through and a blank node tell solutions apart, but are not part of them.
  CHECK(values("SET ( ?v := COUNT(*) " + group + " )", kData) == "3");
  CHECK(values("SET ( ?v := COUNT(DISTINCT *) " + group + " )", kData) == "2");
  CHECK(values("SET ( ?v := COUNT(DISTINCT *) { _:b :holds ?i . ?i :costs ?c } )", kData) == "3");
  CHECK(values("SET ( ?v := COUNT(*) { ?b :holds ?i . ?i :costs ?c } )", kData) == "4");
}

TEST_CASE("MIN, MAX and SAMPLE choose, GROUP_CONCAT joins, all in the order of ORDER BY",
          "[aggregate]") {
  CHECK(values("SET ( ?v := MIN(?i) { ?b :weighs ?i } )", kData) == "1");
  CHECK(values("SET ( ?v := MAX(?i) { :a :weighs ?i } )", kData) == "2.5");
  CHECK(values("SET ( ?v := SAMPLE(?i) { :a :holds ?i } )", kData) == ":x");
  CHECK(values("SET ( ?v := GROUP_CONCAT(?c) { :a :holds/:costs ?c } )", kData) == "\"2 2 5\"");
  CHECK(values("SET ( ?v := GROUP_CONCAT(DISTINCT ?c; SEPARATOR = \"+\") { ?b :weighs ?c } )",
               kData) == "\"1+2.5+4+heavy\"");
  CHECK(values("SET ( ?v := GROUP_CONCAT(?x) { ?x :p _:y } )", "[] :p 1 .").empty());
}

TEST_CASE("variables before an aggregate are fixed inside, others are its own", "[aggregate]") {
  CHECK(values("?i :costs ?c . SET ( ?v := COUNT(*) { ?j :costs ?c FILTER (?j != ?i) } )", kData) ==
        "0 1");
  // The ?i below is another one.
  CHECK(values("SET ( ?v := COUNT(?i) { :b :holds ?i } ) :a :holds ?i", kData) == "1");
  CHECK(values("SET ( ?n := COUNT(*) { ?b :holds ?i } ) SET ( ?v := COUNT(?i) { ?i :costs ?n } )",
               kData) == "0");
  // In the NOT ?c is no cost yet.
  CHECK(values("SET ( ?v := COUNT(*) { ?i :costs ?k . NOT { :b :holds ?c . ?c :costs ?k } "
               "?i :costs ?c } )",
               kData) == "1");
}

TEST_CASE("an aggregate counts inferred triples, or with DATA asserted ones alone", "[aggregate]") {
  const std::string rules = "RULE { ?b :holds :w } WHERE { ?b a :Box } RULE { :it :has ?v } WHERE ";
  const auto value = [&](const std::string& body) {
    World world(rules + body, kData);
    world.infer();
    std::string text;
    const auto labels = world.labels();
    const auto has = world.triple(":it :has 1").predicate;
    world.graph.scan({kg::TermId::None, has, kg::TermId::None}, kg::Part::Inference,
                     [&](const kg::Triple& triple, kg::Order) {
                       text += labels.turtle(triple.object);
                       return true;
                     });
    return text;
  };
  CHECK(value("{ SET ( ?v := COUNT(?i) { :a :holds ?i } ) }") == "4");
  CHECK(value("{ SET ( ?v := COUNT(?i) DATA { :a :holds ?i . NOT { ?b :holds :w } } ) }") == "3");
  CHECK(value("DATA { SET ( ?v := COUNT(?i) { :a :holds ?i } ) }") == "3");
}

TEST_CASE("groups larger than a batch are counted whole", "[aggregate]") {
  std::string data;
  for (int i = 0; i < 5000; ++i) {
    data += ":s" + std::to_string(i % 3) + " :p " + std::to_string(i) + " .\n";
  }
  CHECK(values("SET ( ?v := COUNT(*) { ?s :p ?o } )", data) == "5000");
  CHECK(values("SET ( ?v := COUNT(DISTINCT ?s) { ?s :p ?o } )", data) == "3");
  CHECK(values("SET ( ?v := SUM(?o) { ?s :p ?o } )", data) == "12497500");
  CHECK(values("SET ( ?v := MAX(?o) { ?s :p ?o . ?t :p ?q FILTER (?q < 20) } )", data) == "4999");
}

TEST_CASE("a cycle through an aggregate is an error that names it", "[aggregate]") {
  CHECK(problems_of("RULE :few { ?x :q 1 } WHERE { ?x :p 1\n"
                    "SET ( ?n := COUNT(*) { ?x :r ?y } ) FILTER (?n < 2) }\n"
                    "RULE :next { ?x :r 2 } WHERE { ?x :q 1 }") ==
        "test.srl:2:1: error: these rules cannot be put in an order: :few depends on :next, which "
        "depends on :few\n"
        "    2 | SET ( ?n := COUNT(*) { ?x :r ?y } ) FILTER (?n < 2) }\n"
        "      | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
        "test.srl:2:1: note: :few matches what :next concludes; this COUNT can only be made when "
        "they are complete\n"
        "    2 | SET ( ?n := COUNT(*) { ?x :r ?y } ) FILTER (?n < 2) }\n"
        "      | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
        "test.srl:3:32: note: :next matches what :few concludes\n"
        "    3 | RULE :next { ?x :r 2 } WHERE { ?x :q 1 }\n"
        "      |                                ^~~~~~~\n"
        "hint: let the rule read something that does not depend on its own conclusions, or match "
        "asserted triples only, with NOT DATA or WHERE DATA\n");
  CHECK(problems_of("RULE { ?x :r 1 } WHERE { ?x :p 1 SET ( ?n := COUNT(*) DATA { ?x :r ?y } ) }")
            .empty());
}

TEST_CASE("what is not well-formed in an aggregate is an error", "[aggregate]") {
  CHECK(problems_of("RULE { ?x :n ?y } WHERE { ?x :p 1\n"
                    "SET ( ?n := COUNT(?y) { ?x :r ?y } ) }") ==
        "test.srl:1:35: error: variable '?y' of the head gets no value in the body\n"
        "    1 | PREFIX : <http://e/> RULE { ?x :n ?y } WHERE { ?x :p 1\n"
        "      |                                   ^~\n"
        "hint: a variable inside an aggregate has no value outside of it\n");
  CHECK(problems_of("RULE { ?x :n ?n } WHERE { ?x :p 1\n"
                    "SET ( ?n := COUNT(?n) { ?x :r ?n } ) }") ==
        "test.srl:2:31: error: '?n' is what the SET gives a value, and occurs inside its "
        "aggregate\n"
        "    2 | SET ( ?n := COUNT(?n) { ?x :r ?n } ) }\n"
        "      |                               ^~\n"
        "hint: choose another name for one of the two\n");
  CHECK(problems_of("RULE { ?x :n ?n } WHERE { ?x :p 1\n"
                    "SET ( ?n := MAX(?z) { ?x :r ?y FILTER (?w > 1) } ) }")
            .find("variable '?z' has no value before this aggregate") != std::string::npos);
  CHECK(
      problems_of("RULE { ?x :n ?n } WHERE { ?x :p ?y SET ( ?n := COUNT(BNODE()) { ?x :r ?y } ) }")
          .find("an aggregate cannot be made of terms that are new each time") !=
      std::string::npos);
}

namespace {

const std::string kMatching = R"(
#@ because {?p} matches on {?n} levels.
RULE :partner { :us :partner ?p } WHERE {
  ?p :is :State .
  SET ( ?n := COUNT(DISTINCT ?level) { ?p :matches ?level } )
  FILTER ( ?n >= 3 )
}
RULE { ?p :matches ?l } WHERE { ?p :resembles/:shows ?l }
)";

}  // namespace

TEST_CASE("a proof lists what was counted, each step of it with its own proof",
          "[aggregate][why]") {
  World world(kMatching,
              ":japan :is :State ; :matches :regime , :society ; :resembles :korea .\n"
              ":korea :shows :services .");
  world.infer();
  const auto derivation = world.why(":us :partner :japan");
  REQUIRE(derivation);
  CHECK(world.render(*derivation, {{}, false, 0}) ==
        R"(:us :partner :japan  test.srl:4
│ :japan matches on 3 levels.
├─ 1 :japan :is :State  fact · test.ttl:2
├─ 2 3 counted: :regime, :services, :society  set ?n := COUNT(DISTINCT ?level) { ?p :matches ?level }
│  ├─ 2.1 :japan :matches :regime  fact · test.ttl:2
│  ├─ 2.2 :japan :matches :services  test.srl:9
│  │  ├─ 2.2.1 :japan :resembles :korea  fact · test.ttl:2
│  │  └─ 2.2.2 :korea :shows :services  fact · test.ttl:3
│  └─ 2.3 :japan :matches :society  fact · test.ttl:2
└─ 3 3 >= 3  filter ?n >= 3
Rests on 5 facts from 1 source, in 1 way. It falls without any of: 1, 2.1, 2.2.1, 2.2.2, 2.3.
)");
  CHECK(world.render(*derivation, {{}, false, 0}, "nl").find("3 geteld: :regime, :services") !=
        std::string::npos);
  const std::string json = explain::to_json(*derivation, world.evidence(), world.labels());
  CHECK(json.find("\"kind\": \"aggregate\"") != std::string::npos);
  CHECK(json.find("\"evaluated\": \"COUNT(DISTINCT ?level) { :japan :matches ?level }\"") !=
        std::string::npos);
}

TEST_CASE("facts that are counted are critical only if the count does not do without them",
          "[aggregate][why]") {
  World spare(kMatching, ":japan :is :State ; :matches :a , :b , :c , :d .");
  spare.infer();
  CHECK(critical(spare, ":us :partner :japan") == std::vector<std::string>{":japan :is :State"});
  World none(kMatching,
             ":japan :is :State ; :matches :a , :b ; :resembles :x , :y . :x :shows :c . "
             ":y :shows :c .");
  none.infer();
  CHECK(critical(none, ":us :partner :japan") ==
        std::vector<std::string>{":japan :is :State", ":japan :matches :a", ":japan :matches :b"});
  // One fact bears two of four.
  World twice(kMatching,
              ":japan :is :State ; :matches :a , :b ; :resembles :x . :x :shows :c , :d .");
  twice.infer();
  CHECK(critical(twice, ":us :partner :japan") ==
        std::vector<std::string>{":japan :is :State", ":japan :resembles :x"});
}

TEST_CASE("the number that a conclusion states hangs on every fact counted", "[aggregate][why]") {
  World world("RULE { :all :number ?n } WHERE { SET ( ?n := COUNT(?x) { ?x :is :State } ) }",
              ":a :is :State . :b :is :State .");
  world.infer();
  CHECK(critical(world, ":all :number 2") ==
        std::vector<std::string>{":a :is :State", ":b :is :State"});
}

TEST_CASE("a proof of nothing counted says that nothing was found", "[aggregate][why]") {
  World world(
      "RULE { ?x :alone 1 } WHERE { ?x :is :State SET ( ?n := COUNT(?y) { ?x :ally ?y } ) "
      "FILTER (?n = 0) }",
      ":a :is :State .");
  world.infer();
  const auto derivation = world.why(":a :alone 1");
  REQUIRE(derivation);
  CHECK(world.render(*derivation, {{}, false, 0}).find("├─ 2 0 counted: nothing found  set ?n") !=
        std::string::npos);
}

TEST_CASE("of very much that was counted a part is shown", "[aggregate][why]") {
  std::string data;
  for (int i = 0; i < 120; ++i) data += ":s" + std::to_string(i) + " :is :State .\n";
  World world("RULE { :all :number ?n } WHERE { SET ( ?n := COUNT(?x) { ?x :is :State } ) }", data);
  world.infer();
  const auto derivation = world.why(":all :number 120");
  REQUIRE(derivation);
  const std::string text = world.render(*derivation, {{}, false, 0});
  CHECK(text.find("120 counted: :s0, :s1, ") != std::string::npos);
  CHECK(text.find(", 108 more  set ?n") != std::string::npos);
  CHECK(text.find("   └─ … 70 more steps\n") != std::string::npos);
}

TEST_CASE("rules that count and what they count are explained out of the order they ran in",
          "[aggregate][why]") {
  World world(
      "RULE { ?x :many 1 } WHERE { ?x a :Set SET ( ?n := COUNT(*) { ?x :has/:has ?y } ) "
      "FILTER (?n > 1) } RULE { ?x :has ?z } WHERE { ?x :has ?y . ?y :has ?z }",
      ":a a :Set ; :has :b . :b :has :c . :c :has :d .");
  world.infer();
  const auto derivation = world.why(":a :many 1");
  REQUIRE(derivation);
  for (const auto& node : derivation->nodes) {
    if (node.kind != NodeKind::Aggregate) continue;
    CHECK(node.counted.size() == 3);
    for (const auto premise : node.premises) {
      CHECK((*derivation)[premise].order < derivation->nodes[0].order);
    }
  }
}

TEST_CASE("what is not concluded shows what was counted and the threshold that it misses",
          "[aggregate][why-not]") {
  World world(kMatching, ":japan :is :State ; :matches :regime , :society .");
  world.infer();
  const kg::Triple triple = world.triple(":us :partner :japan");
  const auto why_not =
      explain::why_not(world.evidence(), {triple.subject, triple.predicate, triple.object});
  REQUIRE(why_not);
  const std::string text = explain::to_text(*why_not, world.evidence(), world.labels());
  INFO(text);
  CHECK(text.find("2 counted: :regime, :society") != std::string::npos);
  CHECK(text.find("2 >= 3") != std::string::npos);
}
