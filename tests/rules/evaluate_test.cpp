#include "rules/evaluate.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "parser/write.h"
#include "tests/rules/world.h"

namespace {

using Lines = std::set<std::string>;

/// The inference graph, a line a triple as Turtle writes it.
Lines lines_of(const World& world, const rules::Inferences& inferences) {
  Lines result;
  const auto text = [&](kg::TermId id) {
    return parser::to_turtle(world.dictionary.term(id), world.prefixes);
  };
  for (const kg::Inference& i : inferences.triples) {
    result.insert(text(i.triple.subject) + ' ' + text(i.triple.predicate) + ' ' +
                  text(i.triple.object));
  }
  return result;
}

rules::Inferences evaluate(World& world, const rules::EvaluateOptions& options = {}) {
  return rules::evaluate(world.program, world.graph, world.dictionary, options);
}

Lines infer(const std::string& rules_text, const std::string& data) {
  World world(rules_text, data);
  const rules::Inferences inferences = evaluate(world);
  REQUIRE(inferences.outcome == rules::Outcome::Complete);
  return lines_of(world, inferences);
}

/// `:n0 :next :n1 . :n1 :next :n2 . …`
std::string chain(int length) {
  std::string data;
  for (int i = 0; i < length; ++i) {
    data += ":n" + std::to_string(i) + " :next :n" + std::to_string(i + 1) + " .\n";
  }
  return data;
}

const std::string kClosure =
    "RULE { ?x :path ?y } WHERE { ?x :next ?y } RULE { ?x :path ?z } WHERE { ?x :path ?y . ?y "
    ":path ?z }";

}  // namespace

TEST_CASE("rules apply until nothing new follows") {
  CHECK(infer(kClosure, chain(3)) == Lines{":n0 :path :n1", ":n0 :path :n2", ":n0 :path :n3",
                                           ":n1 :path :n2", ":n1 :path :n3", ":n2 :path :n3"});
  CHECK(infer(kClosure, chain(60)).size() == 60 * 61 / 2);
}

TEST_CASE("the inference graph leaves out what is asserted and holds what is given") {
  CHECK(infer("DATA { :a :p :b . :a :p :c } RULE { ?y :q ?x } WHERE { ?x :p ?y }",
              ":a :p :b . :b :q :a .") == Lines{":a :p :c", ":c :q :a"});
}

TEST_CASE("a triple is younger than what it follows from") {
  World world("DATA { :n3 :next :n4 } " + kClosure, chain(3));
  std::map<std::string, kg::Order> orders;
  for (const kg::Inference& i : evaluate(world).triples) {
    rules::Inferences one;
    one.triples = {i};
    orders[*lines_of(world, one).begin()] = i.order;
  }
  CHECK(orders[":n3 :next :n4"] == kg::Order::Given);
  CHECK(orders[":n0 :path :n1"] == kg::Order::FirstRound);
  CHECK(orders[":n3 :path :n4"] == kg::Order::FirstRound);
  CHECK(orders[":n0 :path :n2"] == kg::Order{3});
  CHECK(orders[":n0 :path :n3"] == kg::Order{4});
  CHECK(orders[":n0 :path :n4"] == kg::Order{4});
}

TEST_CASE("later strata count their orders on") {
  World world(
      "RULE { ?x :lonely true } WHERE { ?x :is :node NOT { ?x :friend ?y } }"
      "RULE { ?y :friend ?x } WHERE { ?x :friend ?y }",
      ":a :is :node . :b :is :node ; :friend :c .");
  const auto inferences = evaluate(world);
  REQUIRE(inferences.triples.size() == 2);
  CHECK(lines_of(world, inferences) == Lines{":a :lonely true", ":c :friend :b"});
  CHECK(inferences.triples[0].order < inferences.triples[1].order);
}

TEST_CASE("what is no RDF triple is not inferred") {
  CHECK(infer("RULE { ?y :of ?x } WHERE { ?x :p ?y }", ":a :p 1 , :b , <<( :a :p :b )>> .") ==
        Lines{":b :of :a"});
  CHECK(infer("RULE { :s ?y ?x } WHERE { ?x :p ?y }", ":a :p 1 , :b , [] , <<( :a :p :b )>> .") ==
        Lines{":s :b :a"});
  CHECK(infer("RULE { ?x :q <<( ?y :p ?x )>> } WHERE { ?x :p ?y }", ":a :p 1 , :b .") ==
        Lines{":a :q <<( :b :p :a )>>"});
  CHECK(infer("RULE { 1 :q ?x } WHERE { ?x :p ?y }", ":a :p 1 .").empty());
}

TEST_CASE("a variable in two places of a pattern is one term") {
  CHECK(infer("RULE { ?x :self true } WHERE { ?x :p ?x }", ":a :p :a , :b . :b :p :a .") ==
        Lines{":a :self true"});
  CHECK(infer("RULE { ?x :self true } WHERE { ?x ?x ?y }", ":a :a :b . :b :p :a .") ==
        Lines{":a :self true"});
  CHECK(infer("RULE { ?x :self true } WHERE { ?x :q :b . ?x ?p ?x }",
              ":a :p :a ; :q :b . :b :q :b .") == Lines{":a :self true", ":b :self true"});
}

TEST_CASE("patterns that share no variable are combined") {
  CHECK(infer("RULE { ?x :with ?y } WHERE { ?x :is :left . ?y :is :right }",
              ":a :is :left . :b :is :left . :c :is :right .") ==
        Lines{":a :with :c", ":b :with :c"});
}

TEST_CASE("an empty body has one solution, an empty head concludes nothing") {
  CHECK(infer("RULE { :a :p :b } WHERE { } RULE { } WHERE { ?x :p ?y }", "") == Lines{":a :p :b"});
  CHECK(infer("RULE { :a :p ?v } WHERE { SET(?v := 1 + 1) }", "") == Lines{":a :p 2"});
}

TEST_CASE("a FILTER keeps what is true, an error is not") {
  CHECK(infer("RULE { ?x :big true } WHERE { ?x :size ?s FILTER(?s > 5 && ?s != 8) }",
              ":a :size 3 . :b :size 7 . :c :size 8 . :d :size \"large\" . :e :size 5.5 .") ==
        Lines{":b :big true", ":e :big true"});
  CHECK(infer("RULE { ?x :twin ?y } WHERE { ?x :is ?k . ?y :is ?k FILTER(?x != ?y) }",
              ":a :is :t . :b :is :t . :c :is :u .") == Lines{":a :twin :b", ":b :twin :a"});
}

TEST_CASE("a SET that has no value drops the solution") {
  CHECK(infer("RULE { ?x :inverse ?z } WHERE { ?x :value ?y SET(?z := 1 / ?y) }",
              ":a :value 0 . :b :value 2 .") == Lines{":b :inverse 0.5"});
}

TEST_CASE("NOT holds where its patterns and filters have no solution") {
  CHECK(infer("RULE { ?x :free true } WHERE { ?x :is :t NOT { ?x :has ?y . ?y :is :lock } }",
              ":a :is :t ; :has :k . :b :is :t . :c :is :t ; :has :l . :l :is :lock .") ==
        Lines{":a :free true", ":b :free true"});
  CHECK(infer("RULE { ?x :top true } WHERE { ?x :score ?s NOT { ?y :score ?t FILTER(?t > ?s) } }",
              ":a :score 1 . :b :score 3 . :c :score 2 .") == Lines{":b :top true"});
  CHECK(infer("RULE { :a :p true } WHERE { NOT { ?s :q ?o } }", ":x :r :y .") ==
        Lines{":a :p true"});
  CHECK(infer("RULE { :a :p true } WHERE { NOT { ?s :q ?o } }", ":x :q :y .").empty());
}

TEST_CASE("NOT DATA and WHERE DATA see what is asserted alone") {
  const std::string derive = "RULE { ?x :has ?y } WHERE { ?x :got ?y } ";
  const std::string data = ":a :got :k ; :is :t . :b :has :k ; :is :t .";
  CHECK(infer(derive + "RULE { ?x :poor true } WHERE { ?x :is :t NOT DATA { ?x :has ?y } }",
              data) == Lines{":a :has :k", ":a :poor true"});
  CHECK(infer(derive + "RULE { ?x :poor true } WHERE { ?x :is :t NOT { ?x :has ?y } }", data) ==
        Lines{":a :has :k"});
  CHECK(infer(derive + "RULE { ?x :owns ?y } WHERE DATA { ?x :has ?y }", data) ==
        Lines{":a :has :k", ":b :owns :k"});
  CHECK(infer(derive + "RULE { ?x :poor true } WHERE DATA { ?x :is :t NOT { ?x :has ?y } }",
              data) == Lines{":a :has :k", ":a :poor true"});
  // With both sides known, too.
  CHECK(infer(derive + "RULE { ?x :lent ?y } WHERE { ?x :has ?y NOT DATA { ?x :has ?y } }", data) ==
        Lines{":a :has :k", ":a :lent :k"});
}

TEST_CASE("a NOT above the element that binds its variable does not see it") {
  CHECK(infer("RULE { ?x :p ?y } WHERE { ?x :is :t NOT { ?x :bad ?y } ?x :q ?y }",
              ":a :is :t ; :bad :k ; :q :l . :b :is :t ; :q :l .") == Lines{":b :p :l"});
}

TEST_CASE("paths of sequences and inverses match as their patterns") {
  CHECK(infer("RULE { ?x :grandparent ?z } WHERE { ?x ^:child/^:child ?z }",
              ":a :child :b . :b :child :c .") == Lines{":c :grandparent :a"});
}

TEST_CASE("a variable predicate reads all predicates") {
  CHECK(infer("RULE { ?a ?p ?o } WHERE { ?a ?sub ?o . ?sub :below ?p }",
              ":x :likes :y . :likes :below :knows . :knows :below :met .") ==
        Lines{":x :knows :y", ":x :met :y"});
  CHECK(infer("RULE { ?p :used true } WHERE { :a ?p ?o }", ":a :p :b ; :q :c . :b :r :c .") ==
        Lines{":p :used true", ":q :used true"});
  CHECK(infer("RULE { ?p :into :c } WHERE { ?x :is :t . ?x ?p :c }",
              ":a :p :c ; :q :b ; :is :t . :b :r :c .") == Lines{":p :into :c"});
  CHECK(infer("RULE { ?s :twice ?p } WHERE { ?s ?p ?o . ?s ?q ?o . FILTER(?p != ?q) }",
              ":a :p :b ; :q :b ; :r :c .") == Lines{":a :twice :p", ":a :twice :q"});
}

TEST_CASE("patterns inside triple terms match") {
  const std::string data =
      ":a :says <<( :b :is :c )>> , <<( :b :has 1 )>> . :b :is :c . :d :says <<( :a :says <<( :b "
      ":is :c )>> )>> .";
  CHECK(infer("RULE { ?who :right true } WHERE { ?who :says <<( ?s ?p ?o )>> . ?s ?p ?o }", data) ==
        Lines{":a :right true", ":d :right true"});
  CHECK(infer("RULE { ?s :told true } WHERE { :a :says <<( ?s :is ?o )>> }", data) ==
        Lines{":b :told true"});
  CHECK(infer("RULE { ?who :heard ?s } WHERE { ?who :says <<( ?x :says <<( ?s ?p ?o )>> )>> }",
              data) == Lines{":d :heard :b"});
  CHECK(infer("RULE { ?who :spoke ?s } WHERE { ?s :is :c . ?who :says <<( ?s ?p ?o )>> . "
              "FILTER(isLITERAL(?o)) }",
              data) == Lines{":a :spoke :b"});
  CHECK(infer("RULE { ?who :denies ?s } WHERE { ?who :says ?what . ?s :is ?o NOT { ?who :says <<( "
              "?s :is ?o )>> } }",
              data) == Lines{":d :denies :b"});
}

TEST_CASE("each solution makes its own blank nodes, and a head shares them") {
  World world("RULE { [] :of ?x ; :and ?y } WHERE { ?x :p ?y }", ":a :p :b , :c .");
  const auto inferences = evaluate(world);
  std::map<kg::TermId, int> made;
  for (const kg::Inference& i : inferences.triples) ++made[i.triple.subject];
  CHECK(made.size() == 2);
  for (const auto& [node, triples] : made) CHECK(triples == 2);
}

TEST_CASE("blank nodes and BNODE() have the same labels in every run") {
  const std::string text =
      "RULE { [] :of ?x ; :and _:b } WHERE { ?x :p ?y } RULE { ?x :q ?b , ?c } "
      "WHERE { ?x :p ?y SET(?b := BNODE()) SET(?c := BNODE(\"c\")) }";
  const Lines first = infer(text, ":a :p :b , :c .");
  CHECK(first.size() == 2 * 2 + 2 * 2);
  CHECK(first == infer(text, ":z :z :z . :a :p :c , :b ."));
}

TEST_CASE("a named rule makes the same blank nodes wherever it stands") {
  const std::string text = "RULE :r { [] :of ?x ; :and _:b } WHERE { ?x :p ?y }";
  CHECK(infer(text, ":a :p :b .") ==
        infer("RULE { ?x :t ?y } WHERE { ?x :u ?y }\n" + text, ":a :p :b ."));
}

TEST_CASE("two rules alike make two blank nodes") {
  CHECK(infer("RULE { [] :of ?x } WHERE { ?x :p ?y } RULE { [] :of ?x } WHERE { ?x :p ?y }",
              ":a :p :b .")
            .size() == 2);
  CHECK(infer("RULE :r { [] :of ?x } WHERE { ?x :p ?y } RULE :r { [] :of ?x } WHERE { ?x :p ?y }",
              ":a :p :b .")
            .size() == 2);
}

TEST_CASE("BNODE with a label is one node for a solution") {
  World world(
      "RULE { ?x :q ?b , ?c , ?d } WHERE { ?x :p ?y SET(?b := BNODE(\"l\")) SET(?c := "
      "BNODE(\"l\")) SET(?d := BNODE()) }",
      ":a :p :b , :c .");
  CHECK(evaluate(world).triples.size() == 4);
}

TEST_CASE("a SET makes a new term for each solution before it, not after it") {
  World world("RULE { ?x :q ?b } WHERE { ?x :p ?y SET(?b := BNODE()) ?y :r ?z }",
              ":a :p :b . :b :r :c , :d .");
  CHECK(evaluate(world).triples.size() == 1);
}

TEST_CASE("batches of solutions are filled and emptied across their bounds") {
  // 2,500 rows on one key, and as many keys of one row.
  std::string data;
  for (int i = 0; i < 2500; ++i) {
    const std::string n = std::to_string(i);
    data += ":hub :spoke :s" + n + " . :s" + n + " :rim :r" + n + " .\n";
    if (i % 3 == 0) data += ":r" + n + " :cut true .\n";
  }
  const Lines result = infer(
      "RULE { ?x :reaches ?z } WHERE { ?x :spoke ?y . ?y :rim ?z NOT { ?z :cut true } }", data);
  CHECK(result.size() == 2500 - 834);
  CHECK(
      infer("RULE { ?x :pair ?y } WHERE { :hub :spoke ?x . ?y :cut true . FILTER(?x = :s7) }", data)
          .size() == 834);
}

TEST_CASE("long chains of patterns are joined") {
  std::string body;
  for (int i = 0; i < 10; ++i)
    body += "?v" + std::to_string(i) + " :next ?v" + std::to_string(i + 1) + " . ";
  CHECK(infer("RULE { ?v0 :far ?v10 } WHERE { " + body + "}", chain(300)).size() == 291);
}

TEST_CASE("many rules, each with its own constant, take a round each") {
  std::string text = "DATA { :i a :N0 }\n";
  constexpr int kRules = 3000;
  for (int i = 0; i < kRules; ++i) {
    text += "RULE { ?x a :N" + std::to_string(i + 1) + " } WHERE { ?x a :N" + std::to_string(i) +
            " }\n";
  }
  World world(text, "");
  const auto inferences = evaluate(world);
  CHECK(inferences.triples.size() == kRules + 1);
  CHECK(inferences.rounds == kRules + 1);
}

TEST_CASE("constants are matched wherever they stand") {
  const std::string step = "RULE { ?y :p ?z } WHERE { ?y :q ?z } ";
  CHECK(infer(step + "RULE { :a :found ?y } WHERE { :a :p ?y }", ":a :q :b . :b :q :c .") ==
        Lines{":a :p :b", ":b :p :c", ":a :found :b"});
  CHECK(infer(step + "RULE { :a :found ?y } WHERE { ?y :p :c }", ":a :q :b . :b :q :c .") ==
        Lines{":a :p :b", ":b :p :c", ":a :found :b"});
  CHECK(infer(step + "RULE { :a :found true } WHERE { :b :p :c }", ":a :q :b . :b :q :c .") ==
        Lines{":a :p :b", ":b :p :c", ":a :found true"});
  CHECK(infer(step + "RULE { :a :found true } WHERE { :b :p :z }", ":a :q :b . :b :q :c .") ==
        Lines{":a :p :b", ":b :p :c"});
}

TEST_CASE("the profile counts solutions and new triples of each rule") {
  World world(kClosure, chain(4));
  const auto inferences = evaluate(world);
  REQUIRE(inferences.profile.size() == 2);
  CHECK(inferences.profile[0].solutions == 4);
  CHECK(inferences.profile[0].inferences == 4);
  // Each pair with a node between: once for each such node, however many rounds there are.
  CHECK(inferences.profile[1].solutions == 3 * 1 + 2 * 2 + 1 * 3);
  CHECK(inferences.profile[1].inferences == 6);
}

TEST_CASE("a run stops when it is told to, and says so") {
  World world(kClosure, chain(400));
  rules::EvaluateOptions options;
  const std::atomic<bool> cancel = true;
  options.cancel = &cancel;
  CHECK(evaluate(world, options).outcome == rules::Outcome::Cancelled);

  options = {};
  options.max_inferences = 1000;
  CHECK(evaluate(world, options).outcome == rules::Outcome::TooManyInferences);
  options.max_inferences = 400 * 401 / 2;
  CHECK(evaluate(world, options).outcome == rules::Outcome::Complete);

  options = {};
  options.timeout = std::chrono::milliseconds(0);
  CHECK(evaluate(world, options).outcome == rules::Outcome::TimedOut);
}

TEST_CASE("a run that joins without end and finds nothing stops in time") {
  World world(
      "RULE { ?a :p ?d } WHERE { ?a :next ?x . ?b :next ?y . ?c :next ?z . ?d :next ?w FILTER(?a + "
      "?b = ?c + ?d) }",
      chain(400));
  rules::EvaluateOptions options;
  options.timeout = std::chrono::milliseconds(50);
  const auto start = std::chrono::steady_clock::now();
  CHECK(evaluate(world, options).outcome == rules::Outcome::TimedOut);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}

namespace {

/// `count` triples with subjects and objects that repeat.
std::string tangle(const std::string& predicate, int count) {
  std::string text;
  std::uint32_t state = 1;
  const auto next = [&] { return state = state * 1664525U + 1013904223U; };
  for (int i = 0; i < count; ++i) {
    text += ":n" + std::to_string(next() / 65536 % 300) + " " + predicate + " :n" +
            std::to_string(next() / 65536 % 300) + " .\n";
  }
  return text;
}

/// What is inferred with one thread and with three, in sequence.
std::array<std::vector<kg::Inference>, 2> with_one_and_three(const std::string& rules,
                                                             const std::string& data) {
  std::array<std::vector<kg::Inference>, 2> result;
  World world(rules, data);
  for (const unsigned threads : {1U, 3U}) {
    rules::EvaluateOptions options;
    options.threads = threads;
    options.share_from = 100;
    result[threads / 2] = evaluate(world, options).triples;
  }
  return result;
}

bool same(const std::vector<kg::Inference>& a, const std::vector<kg::Inference>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const kg::Inference& x, const kg::Inference& y) {
                      return x.triple == y.triple && x.order == y.order;
                    });
}

}  // namespace

TEST_CASE("a large closure has its triples in the same sequence whatever the threads") {
  const auto [one, three] = with_one_and_three(
      "RULE { ?x :q ?z } WHERE { ?x :p ?z } RULE { ?x :q ?z } WHERE { ?x :q ?y . ?y :p ?z }"
      "RULE { ?x ?r ?y } WHERE { ?x :p ?y . ?y :q ?x . ?r :p ?y }"
      "RULE { ?x :lone ?y } WHERE { ?x :p ?y . NOT { ?y :q ?x } }",
      tangle(":p", 500));
  CHECK(one.size() > 20000);
  CHECK(same(one, three));
}

TEST_CASE("a product that finds few triples many times has them once whatever the threads") {
  const auto [one, three] = with_one_and_three(
      "RULE { ?a :p ?c } WHERE { ?a :l ?n . ?b :r ?m . ?c :r ?o . FILTER(?n != ?m) }",
      tangle(":l", 150) + tangle(":r", 200));
  CHECK(one.size() > 10000);
  CHECK(same(one, three));
}

TEST_CASE("terms that rules make have the same ids whatever the number of threads", "[threads]") {
  std::string data = "@prefix : <http://example.org/> .\n";
  for (int i = 0; i < 5000; ++i) {
    data += ":i" + std::to_string(i) + " :size " + std::to_string(i * 7919 % 1009) + " ; :in :g" +
            std::to_string(i % 37) + " .\n";
  }
  for (int g = 0; g < 37; ++g) data += ":g" + std::to_string(g) + " :is :Group .\n";
  const std::string rules_text = R"(PREFIX : <http://example.org/>
    RULE { ?x :area ?a ; :named ?n ; ?p ?s . ?n :of ?x } WHERE DATA { ?x :size ?s
      SET ( ?a := ?s * ?s ) SET ( ?n := IRI(CONCAT("http://example.org/n", STR(?a)) ) )
      SET ( ?p := IRI(CONCAT("http://example.org/p", STR(?s - FLOOR(?s / 9) * 9))) ) }
    RULE { ?x :key ?k . ?x :met _:m . _:m :by ?x } WHERE DATA { ?x :size ?s SET ( ?k := STRUUID() ) }
    RULE { ?x :said <<( ?x :says <<( ?x :area ?a )>> )>> } WHERE { ?x :area ?a }
    RULE { ?x :again ?t ; :big ?a }
    WHERE { ?x :said <<( ?x :says ?t )>> . ?x :area ?a FILTER ( ?a + 1 > 5000 ) }
    RULE { ?g :total ?n ; :names ?names } WHERE DATA { ?g :is :Group
      SET ( ?n := SUM(?s * 2) { ?x :in ?g . ?x :size ?s } )
      SET ( ?names := GROUP_CONCAT(DISTINCT STR(?s)) { ?x :in ?g . ?x :size ?s } ) })";
  std::vector<kg::Inference> expected;
  for (const unsigned threads : {1U, 2U, 3U, 5U}) {
    // Each with a dictionary of its own: even there terms have the same places.
    World world(rules_text, data);
    rules::EvaluateOptions options;
    options.threads = threads;
    options.share_from = threads == 2 ? 1'000 : 0;
    const rules::Inferences inferences = evaluate(world, options);
    CHECK(inferences.triples.size() == 49'372);
    if (threads == 1) expected = inferences.triples;
    const bool same = std::equal(
        inferences.triples.begin(), inferences.triples.end(), expected.begin(), expected.end(),
        [](const auto& a, const auto& b) { return a.triple == b.triple && a.order == b.order; });
    CHECK(same);
  }
}
