#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "rules/evaluate.h"
#include "rules/program.h"

namespace {

struct Evaluated {
  std::set<std::string> inferred;
  std::size_t tried = 0;  ///< rows that plans went through
};

/// A thousand things that are `:near` their neighbours and have a number.
std::string things() {
  std::string data = "DATA { :x :near :one . :x :far :one .";
  for (int i = 0; i < 1000; ++i) {
    const std::string n = std::to_string(i);
    data += " :n" + n + " :near :n" + std::to_string(i + 1) + " ; :number " + n + " .";
  }
  return data + " } ";
}

Evaluated evaluated(const std::string& rule) {
  kg::MemoryDictionary dictionary;
  parser::Diagnostics diagnostics;
  const auto program = rules::load_program(
      {{"rules.srl", "PREFIX : <http://e/> " + things() + rule}}, dictionary, diagnostics);
  INFO(parser::render(diagnostics));
  REQUIRE(program);
  const kg::MemoryGraph base;
  rules::Inferences inferences = rules::evaluate(*program, base, dictionary, {});
  Evaluated result;
  for (const kg::Inference& inference : inferences.triples) {
    if (inference.order == kg::Order::Given) continue;
    for (const kg::TermId term :
         {inference.triple.subject, inference.triple.predicate, inference.triple.object}) {
      result.inferred.insert(rdf::to_ntriples(dictionary.term(term)));
    }
  }
  result.tried = inferences.profile[0].tried;
  return result;
}

bool contains(const Evaluated& result, const std::string& name) {
  return result.inferred.contains("<http://e/" + name + ">");
}

}  // namespace

TEST_CASE("a variable that a FILTER says the term of is looked up as that term") {
  const std::string rule = GENERATE(
      "RULE { ?x :two ?z } WHERE { ?x :near ?y . ?y :near ?z . FILTER( ?x = :n500 ) }",
      "RULE { ?x :two ?z } WHERE { ?x :near ?y . FILTER( :n500 = ?x ) ?y :near ?z }",
      "RULE { ?x :two ?z } WHERE { ?x :near ?y . ?y :near ?z . FILTER( ?z = :n502 && ?x != ?z ) }",
      "RULE { ?x :two ?z } WHERE { ?x :near ?y . ?y :near ?z . FILTER( sameTerm(?z, :n502) ) }",
      "RULE { ?x :two ?z } WHERE { ?x :near ?y . ?y :near ?z ; :number ?n . FILTER( sameTerm(?n, "
      "501) ) }",
      "RULE { ?x :two ?z } WHERE { ?x ?p ?y . ?y ?p ?z . FILTER( ?p = :near ) FILTER( ?y = :n501 ) "
      "}");
  INFO(rule);
  const Evaluated result = evaluated(rule);
  CHECK(result.inferred ==
        std::set<std::string>{"<http://e/n500>", "<http://e/two>", "<http://e/n502>"});
  CHECK(result.tried < 20);
}

TEST_CASE("a term that a FILTER gives is a value wherever the rule asks for one") {
  CHECK(contains(evaluated("RULE { ?s :is ?p } WHERE { ?s ?p ?o . FILTER( ?p = :far ) }"), "far"));
  CHECK(contains(evaluated("RULE { ?s ?p :reached } WHERE { ?s ?p ?o . FILTER( ?p = :far ) }"),
                 "reached"));
  CHECK(evaluated("RULE { [] :of ?s } WHERE { ?s :far ?o . FILTER( ?s = :x ) }").inferred.size() ==
        3);
  CHECK(evaluated("RULE { ?s :text ?t } WHERE { ?s :far ?o . FILTER( ?s = :x ) SET( ?t := STR(?s) "
                  ") }")
            .inferred.contains("\"http://e/x\""));
  CHECK(contains(evaluated("RULE { ?s :lone ?o } WHERE { ?s :near ?o . FILTER( ?o = :one ) NOT { "
                           "?o :near ?z } }"),
                 "lone"));
  CHECK(evaluated("RULE { ?s :lone ?o } WHERE { ?s :near ?o . FILTER( ?o = :n1 ) NOT { ?o :near "
                  "?z } }")
            .inferred.empty());
}

TEST_CASE("filters that give a variable two terms leave nothing") {
  CHECK(evaluated("RULE { ?x :is ?y } WHERE { ?x :near ?y . FILTER( ?x = :n1 ) FILTER( ?x = :n2 ) "
                  "}")
            .inferred.empty());
}

TEST_CASE("a literal may equal another one, so that a FILTER does not say which it is") {
  const Evaluated result =
      evaluated("RULE { ?x :has ?n } WHERE { ?x :number ?n . FILTER( ?n = 7.0 ) }");
  CHECK(contains(result, "n7"));
}
