#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "parser/parse.h"
#include "rules/explain/picture.h"
#include "rules/explain/render.h"
#include "rules/verify/check.h"
#include "tests/rules/golden_case.h"

using golden_case::Case;
using golden_case::check;

namespace {

explain::Account account_of(const Case& one) {
  explain::Account account;
  account.all.push_back({{one.derivation.nodes[0].triple}, one.derivation});
  return account;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
  return found;
}

/// The statements of a Turtle text, as N-Triples would write subject, predicate and object.
std::vector<std::array<std::string, 3>> statements(const std::string& turtle) {
  std::vector<std::array<std::string, 3>> all;
  parser::Prefixes prefixes;
  parser::Diagnostics diagnostics;
  parser::parse_rdf(
      {"prov.ttl", turtle}, parser::RdfFormat::Turtle, "",
      [&](parser::RdfStatement&& s) {
        all.push_back({rdf::to_ntriples(s.subject), rdf::to_ntriples(s.predicate),
                       rdf::to_ntriples(s.object)});
      },
      prefixes, diagnostics);
  INFO(turtle << parser::render(diagnostics));
  REQUIRE_FALSE(diagnostics.has_errors());
  return all;
}

std::size_t with(const std::vector<std::array<std::string, 3>>& all, const std::string& property,
                 const std::string& object = {}) {
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const auto& s) {
    return s[1] == property && (object.empty() || s[2] == object);
  }));
}

const std::string kProv = "<http://www.w3.org/ns/prov#";
const std::string kType = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";

}  // namespace

TEST_CASE("prose tells a derivation in sentences, in English and in Dutch", "[forms][golden]") {
  Case lending("lending");
  const auto account = account_of(lending);
  check("lending.en.prose.txt",
        explain::to_prose(account, lending.evidence, lending.world.labels("en")));
  check("lending.nl.prose.txt",
        explain::to_prose(account, lending.evidence, lending.world.labels("nl")));
}

TEST_CASE("DOT draws each step once, with an arrow from each premise", "[forms][golden]") {
  Case lending("lending");
  const std::string dot =
      explain::to_dot(account_of(lending), lending.evidence, lending.world.labels("en"));
  check("lending.dot", dot);
  CHECK(count(dot, " [label=") == lending.derivation.nodes.size());
}

TEST_CASE("PROV-O is Turtle that names every triple an entity and every step an activity",
          "[forms][golden]") {
  Case lending("lending");
  const std::string turtle =
      explain::to_prov(account_of(lending), lending.evidence, lending.world.labels("en"));
  check("lending.prov.ttl", turtle);
  const auto all = statements(turtle);
  std::size_t derived = 0;
  std::size_t facts = 0;
  std::size_t premises = 0;
  std::size_t absences = 0;
  for (const explain::Node& node : lending.derivation.nodes) {
    derived += node.kind == explain::NodeKind::Derived ? 1 : 0;
    facts += node.kind == explain::NodeKind::Fact ? 1 : 0;
    absences += node.kind == explain::NodeKind::Absent ? 1 : 0;
    for (const auto premise : node.premises) {
      premises += explain::is_triple(lending.derivation[premise]) ? 1 : 0;
    }
  }
  CHECK(with(all, kType, kProv + "Activity>") == derived);
  CHECK(with(all, kProv + "wasGeneratedBy>") == derived);
  CHECK(with(all, kProv + "wasDerivedFrom>") == premises);
  CHECK(with(all, kProv + "used>") == premises + absences);
  CHECK(with(all, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>") >= derived + facts);
  CHECK(with(all, kProv + "qualifiedPrimarySource>") > 0);
}

TEST_CASE("the page is whole in itself, and escapes what the data says", "[forms][golden]") {
  Case lending("lending");
  const std::string html =
      explain::to_html(account_of(lending), lending.evidence, lending.world.labels("nl"));
  const std::size_t begin = html.find("<body>");
  const std::size_t end = html.find("<script>");
  REQUIRE(begin < end);
  REQUIRE(end != std::string::npos);
  check("lending.nl.body.html", html.substr(begin, end - begin));
  CHECK(html.find("<html lang=\"nl\"") != std::string::npos);
  CHECK(html.find("http://") == std::string::npos);
  CHECK(html.find("https://") == std::string::npos);
  CHECK(count(html, "<ul") == count(html, "</ul>"));
  CHECK(count(html, "<li ") + count(html, "<li>") == count(html, "</li>"));

  World world("RULE :r { ?x :q ?y } WHERE { ?x :p ?y }", ":a :p \"<script>alert(1)</script>&\" .");
  world.infer();
  explain::Account account;
  const kg::Triple triple = world.triple(":a :q \"<script>alert(1)</script>&\"");
  account.all.push_back({{triple}, *explain::why(world.evidence(), triple)});
  const std::string hostile = explain::to_html(account, world.evidence(), world.labels());
  CHECK(hostile.find("<script>alert") == std::string::npos);
  CHECK(hostile.find("&lt;script&gt;alert(1)&lt;/script&gt;&amp;") != std::string::npos);
}

TEST_CASE("what several derivations share is one vertex of the picture", "[forms]") {
  World world(
      "RULE :r { ?x :q ?y . ?y :r ?x } WHERE { ?x :p ?y FILTER(?x != ?y) }\n"
      "RULE :s { ?x :s ?y } WHERE { ?x :q ?y }",
      ":a :p :b .");
  world.infer();
  explain::Account account;
  for (const char* text : {":a :q :b", ":b :r :a", ":a :s :b"}) {
    account.all.push_back({{world.triple(text)}, *world.why(text)});
  }
  const explain::Picture picture(account);
  // Four triples and one condition.
  REQUIRE(picture.vertices().size() == 5);
  std::set<std::size_t> instances;
  std::size_t conclusions = 0;
  for (std::size_t i = 0; i < picture.vertices().size(); ++i) {
    const auto& vertex = picture.vertices()[i];
    conclusions += vertex.conclusion ? 1 : 0;
    if (vertex.step().kind == explain::NodeKind::Derived) instances.insert(picture.instance(i));
  }
  CHECK(conclusions == 3);
  CHECK(instances.size() == 2);
}

TEST_CASE("no form recurses on a proof of a hundred thousand steps, or takes quadratic time for it",
          "[forms]") {
  World world("RULE { ?y :reached true } WHERE { ?x :reached true . ?x :edge ?y }",
              ":n0 :reached true .");
  constexpr std::size_t kSteps = 100'000;
  const auto edge = world.triple(":n0 :edge :n0").predicate;
  const auto reached = world.triple(":n0 :reached true");
  std::vector<kg::TermId> nodes;
  for (std::size_t i = 0; i <= kSteps; ++i) {
    nodes.push_back(world.dictionary.intern(rdf::Term::iri("http://e/n" + std::to_string(i))));
    if (i == 0) continue;
    world.graph.assert_triple({nodes[i - 1], edge, nodes[i]});
    world.graph.infer({{nodes[i], reached.predicate, reached.object},
                       static_cast<kg::Order>(static_cast<std::uint32_t>(i + 1))});
  }
  const kg::Triple triple{nodes.back(), reached.predicate, reached.object};
  explain::Account account;
  account.all.push_back({{triple}, *explain::why(world.evidence(), triple)});
  const auto labels = world.labels();
  const auto evidence = world.evidence();
  CHECK(count(explain::to_dot(account, evidence, labels), " [label=") == 2 * kSteps + 1);
  CHECK(count(explain::to_prov(account, evidence, labels), " a prov:Activity") == kSteps);
  CHECK(explain::to_prose(account, evidence, labels).size() < 100'000);
  const std::string html = explain::to_html(account, evidence, labels);
  CHECK(count(html, "<li ") + count(html, "<li>") == count(html, "</li>"));
  CHECK(html.size() < 500'000);
  const std::string json = explain::to_json(account, evidence, labels);
  parser::Diagnostics diagnostics;
  const auto proofs = verify::read_proofs({"proof.json", json}, diagnostics);
  INFO(parser::render(diagnostics));
  REQUIRE(proofs);
  CHECK(verify::check(proofs->front(), {world.program, world.graph, world.graph, world.dictionary})
            .accepted());
}
