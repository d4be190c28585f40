#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "rules/explain/render_why_not.h"
#include "rules/explain/why_not.h"
#include "tests/rules/counting_graph.h"
#include "tests/rules/world.h"

using explain::Attempt;
using explain::Fix;
using explain::Standing;
using explain::WhyNot;

namespace {

std::optional<WhyNot> ask(World& world, const std::string& text,
                          const explain::WhyNotOptions& options = {}) {
  const kg::Triple triple = world.triple(text);
  return explain::why_not(world.evidence(), {triple.subject, triple.predicate, triple.object},
                          options);
}

std::string told(World& world, const std::string& text, const std::string& language = "en") {
  const auto why_not = ask(world, text);
  REQUIRE(why_not);
  explain::WhyNotStyle style;
  style.page.width = 0;  // a line a line, however long
  return explain::to_text(*why_not, world.evidence(), world.labels(language), style);
}

std::vector<std::string> changes(World& world, const Fix& fix) {
  std::vector<std::string> texts;
  for (const kg::Triple& triple : fix.assert_triples) {
    texts.push_back("+ " + world.labels().turtle(triple));
  }
  for (const kg::Triple& triple : fix.retract_triples) {
    texts.push_back("- " + world.labels().turtle(triple));
  }
  return texts;
}

using Changes = std::vector<std::string>;

}  // namespace

TEST_CASE("why-not: a triple that holds has no such explanation", "[why-not]") {
  World world("", ":a :p :b .");
  world.infer();
  CHECK_FALSE(ask(world, ":a :p :b"));
}

TEST_CASE("why-not: what a rule lacks is told with what is near, and what would mend it",
          "[why-not]") {
  World world(
      "#@ title Uncle\n"
      "#@ because {?u} is a brother of {?p}, who is a parent of {?x}.\n"
      "RULE :uncle { ?u :uncleOf ?x } WHERE { ?u :brotherOf ?p . ?p :parentOf ?x }",
      ":bob :brotherOf :ann . :ann :parentOf :cas . :dan :brotherOf :eve .");
  world.infer();
  CHECK(told(world, ":dan :uncleOf :cas") ==
        "✗ :dan :uncleOf :cas  neither stated nor concluded\n"
        "│ known of: :bob\n"
        "└─ 1 Uncle: 1 of 2 conditions hold  rule :uncle · test.srl:4\n"
        "   │ Would say: :dan is a brother of :eve, who is a parent of :cas.\n"
        "   ├─ 1.1 ✓ :dan :brotherOf :eve  fact · test.ttl:2\n"
        "   └─ 1.2 ✗ :eve :parentOf :cas  not stated · known of: :ann\n"
        "It would hold with these changes:\n"
        "  + :eve :parentOf :cas .\n");
}

TEST_CASE("why-not: the partial match that lacks least is told, whatever comes first",
          "[why-not]") {
  World world("RULE { ?x :good ?y } WHERE { ?x :p ?y . ?y :q ?z . ?z :r 1 , 2 , 3 }",
              ":a :p :b . :b :q :c , :d , :e . :d :r 1 , 3 . :c :r 2 . :e :r 4 .");
  world.infer();
  const auto why_not = ask(world, ":a :good :b");
  REQUIRE(why_not);
  const Attempt& attempt = why_not->goals[0].attempts.at(0);
  CHECK(attempt.holding == 4);
  CHECK(changes(world, attempt.fix) == Changes{"+ :d :r 2"});
  CHECK(attempt.fix.check == Fix::Check::Holds);
}

TEST_CASE("why-not: a comparison tells both values and by how much it fails", "[why-not]") {
  World world("RULE :adult { ?x a :Adult } WHERE { ?x :age ?n . FILTER ( ?n >= 18 ) }",
              ":ann :age 15 . :bob :age 20 .");
  world.infer();
  CHECK(told(world, ":ann a :Adult").find("1.2 ✗ 15 >= 18") != std::string::npos);
  CHECK(told(world, ":ann a :Adult").find("filter ?n >= 18 · off by 3") != std::string::npos);
  const auto why_not = ask(world, ":ann a :Adult");
  const Attempt& attempt = why_not->goals[0].attempts.at(0);
  CHECK(changes(world, attempt.fix) == Changes{"+ :ann :age 18"});
  CHECK(attempt.fix.check == Fix::Check::Holds);
}

TEST_CASE("why-not: a value that fails a strict comparison is taken to the next one", "[why-not]") {
  World world("RULE { ?x a :Old } WHERE { ?x :age ?n . FILTER ( 65 < ?n && ?n < 100 ) }",
              ":ann :age 15 .");
  world.infer();
  const auto why_not = ask(world, ":ann a :Old");
  CHECK(changes(world, why_not->goals[0].attempts.at(0).fix) == Changes{"+ :ann :age 66"});
}

TEST_CASE("why-not: what should be absent is named with what it falls without", "[why-not]") {
  World world(
      "RULE :barred { ?x :barred ?why } WHERE { ?x :did ?why . ?why :is :crime }\n"
      "RULE :may { ?x :may :vote } WHERE { ?x a :Citizen . NOT { ?x :barred ?why } }",
      ":ann a :Citizen ; :did :theft . :theft :is :crime .");
  world.infer();
  const std::string text = told(world, ":ann :may :vote");
  CHECK(text.find("1.2 ✗ should be absent: :ann :barred ?why") != std::string::npos);
  CHECK(text.find("1.2.1 :ann :barred :theft") != std::string::npos);
  CHECK(text.find("rule :barred · falls without any of: :ann :did :theft, :theft :is :crime") !=
        std::string::npos);
  CHECK(
      text.ends_with("It would hold with these changes:\n"
                     "  − :ann :did :theft .\n"));
}

TEST_CASE("why-not: what rules could conclude is explained in its turn", "[why-not]") {
  World world(
      "RULE :b { ?x :b ?y } WHERE { ?x :a ?y . ?y :ok true }\n"
      "RULE :c { ?x :c ?y } WHERE { ?x :b ?y . ?x :nice true }",
      ":x :a :y . :x :nice true .");
  world.infer();
  const std::string text = told(world, ":x :c :y");
  CHECK(text.find("1.1 ✗ :x :b :y") != std::string::npos);
  CHECK(text.find("rule :b: 1 of 2 hold") != std::string::npos);
  CHECK(text.find("1.1.2 ✗ :y :ok true") != std::string::npos);
  CHECK(text.ends_with("  + :y :ok true .\n"));
}

TEST_CASE("why-not: what a rule makes up is carried on to where it is lacking", "[why-not]") {
  World world(
      "RULE :pair { ?r :left ?x ; :right ?y } WHERE { ?x :meets ?y . ?x :is :person .\n"
      "  SET ( ?r := IRI(CONCAT(STR(?x), \"-pair\")) ) }\n"
      "RULE :friends { ?x :friend ?y } WHERE { ?r :left ?x ; :right ?y . ?r :happy true }",
      ":ann :meets :bob . <http://e/ann-pair> :happy true .");
  world.infer();
  const auto why_not = ask(world, ":ann :friend :bob");
  REQUIRE(why_not);
  const Attempt& attempt = why_not->goals[0].attempts.at(0);
  CHECK(changes(world, attempt.fix) == Changes{"+ :ann :is :person"});
  CHECK(attempt.fix.check == Fix::Check::Holds);
  CHECK(attempt.elements.at(2).standing == Standing::Holds);
}

TEST_CASE("why-not: a name that a rule makes tells for what it would be made", "[why-not]") {
  World world(
      "RULE :plan { ?plan a :Plan } WHERE { ?x :wants :more . ?x :has :money .\n"
      "  SET ( ?plan := IRI(CONCAT(STR(?x), \"-plan\")) ) }",
      ":ann :wants :more ; :has :money . :bob :wants :more .");
  world.infer();
  const auto why_not = ask(world, "<http://e/bob-plan> a :Plan");
  REQUIRE(why_not);
  CHECK(changes(world, why_not->goals[0].attempts.at(0).fix) == Changes{"+ :bob :has :money"});
}

TEST_CASE("why-not: a conclusion that would rest on itself says so, and ends", "[why-not]") {
  World world("RULE :sym { ?x :p ?y } WHERE { ?y :p ?x }", ":a :q :b .");
  world.infer();
  const std::string text = told(world, ":a :p :b");
  CHECK(text.find("would rest on itself") != std::string::npos);
}

TEST_CASE("why-not: a triple that no rule could conclude says so, and what rules do conclude",
          "[why-not]") {
  World world("RULE { ?x :partnerOf ?y . ?x :likes ?y } WHERE { ?x :meets ?y }",
              ":ann :meets :bob . :ann :partner :cas .");
  world.infer();
  CHECK(told(world, ":ann :partner :bob") ==
        "✗ :ann :partner :bob  neither stated nor concluded\n"
        "  known instead: :cas\n"
        "No rule could ever conclude \":ann :partner :bob\".\n"
        "Rules do conclude what is called almost so: :partnerOf.\n"
        "Of :ann rules conclude: :partnerOf, :likes.\n"
        "It would hold only if it were stated.\n");
}

TEST_CASE("why-not: a property that is used nowhere is named with the one that may be meant",
          "[why-not]") {
  World world("RULE :r { ?x :good true } WHERE { ?x :ok1 true . ?x :okk true }",
              ":a :ok1 true . :b :ok true .");
  world.infer();
  explain::WhyNotOptions options;
  options.nearest = [&](kg::TermId) { return world.triple(":b :ok true").predicate; };
  const auto why_not = ask(world, ":a :good true", options);
  REQUIRE(why_not);
  CHECK(explain::to_text(*why_not, world.evidence(), world.labels())
            .find("not stated · :okk is used nowhere; did you mean :ok?") != std::string::npos);
}

TEST_CASE("why-not: other rules that get in the way of a change are found out", "[why-not]") {
  World world(
      "RULE :bad { ?x a :Bad } WHERE { ?x :in ?y }\n"
      "RULE :good { ?x a :Good } WHERE { ?x :in :here . NOT { ?x a :Bad } }",
      ":b a :Thing .");
  world.infer();
  const auto tried = ask(world, ":a a :Good");
  REQUIRE(tried);
  CHECK(tried->goals[0].attempts.at(0).fix.check == Fix::Check::DoesNot);
  CHECK(explain::to_text(*tried, world.evidence(), world.labels())
            .find("but other rules get in the way:\n  + :a :in :here .\n") != std::string::npos);
  explain::WhyNotOptions options;
  options.max_triples_to_try = 0;
  CHECK(ask(world, ":a a :Good", options)->goals[0].attempts.at(0).fix.check ==
        Fix::Check::Unknown);
}

TEST_CASE("why-not: a product of patterns is not enumerated, and the bound is told", "[why-not]") {
  std::string data;
  for (int i = 0; i < 400; ++i) {
    for (const char* p : {":p", ":q", ":r", ":s"}) {
      data += ":n" + std::to_string(i) + ' ' + p + " :m" + std::to_string(i) + " .\n";
    }
  }
  World world(
      "RULE { ?a :all ?b } WHERE { ?a :p ?w . ?x :q ?b . ?y :r ?z . ?u :s ?v .\n"
      "  FILTER ( ?w = ?z && ?v = ?z && ?x = ?a ) }",
      data);
  const CountingGraph counting(world.graph);
  const kg::Triple triple = world.triple(":n1 :all :m2");
  const auto why_not = explain::why_not({world.program, counting, world.graph, world.dictionary},
                                        {triple.subject, triple.predicate, triple.object});
  REQUIRE(why_not);
  CHECK(why_not->goals[0].attempts.at(0).bounded);
  CHECK(counting.scans + counting.triples < 200'000);
}

TEST_CASE("why-not: in Dutch it says the same", "[why-not]") {
  World world("RULE :r { ?x :good true } WHERE { ?x :ok true . ?x :age ?n . FILTER ( ?n > 3 ) }",
              ":a :age 3 . :b :ok true .");
  world.infer();
  const std::string text = told(world, ":a :good true", "nl");
  CHECK(text.find("niet gesteld en niet afgeleid") != std::string::npos);
  CHECK(text.find("1 van 3 voorwaarden vervuld") != std::string::npos);
  CHECK(text.find("voorwaarde ?n > 3 · het scheelt 0") != std::string::npos);
  CHECK(text.find("Het zou gelden met deze wijzigingen:") != std::string::npos);
}

TEST_CASE("why-not: the JSON refers to goals by their ids", "[why-not]") {
  World world(
      "RULE :b { ?x :b ?y } WHERE { ?x :a ?y . ?y :ok true }\n"
      "RULE :c { ?x :c ?y } WHERE { ?x :b ?y . ?x :nice true }",
      ":x :a :y . :x :nice true .");
  world.infer();
  const auto why_not = ask(world, ":x :c :y");
  const auto json =
      nlohmann::json::parse(explain::to_json(*why_not, world.evidence(), world.labels()));
  CHECK(json["format"] == "warrant-why-not");
  CHECK(json["concludable"] == true);
  const auto& attempt = json["goals"][0]["attempts"][0];
  CHECK(attempt["holding"] == 1);
  CHECK(attempt["elements"][0]["standing"] == "fails");
  const std::size_t goal = attempt["elements"][0]["goal"];
  CHECK(json["goals"][goal]["statement"] == ":x :b :y");
  CHECK(attempt["fix"]["check"] == "holds");
  CHECK(attempt["fix"]["assert"][0]["predicate"] == "<http://e/ok>");
}
