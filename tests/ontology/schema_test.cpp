#include "ontology/schema.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "parser/parse.h"

namespace {

struct World {
  kg::MemoryDictionary terms;
  kg::MemoryGraph graph;

  explicit World(const std::string& turtle) {
    parser::Prefixes prefixes;
    parser::Diagnostics diagnostics;
    parser::parse_rdf(
        {"v.ttl",
         "PREFIX : <http://e/v#> PREFIX owl: <http://www.w3.org/2002/07/owl#> "
         "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
         "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> " +
             turtle},
        parser::RdfFormat::Turtle, "",
        [&](parser::RdfStatement&& s) {
          graph.assert_triple(
              {terms.intern(s.subject), terms.intern(s.predicate), terms.intern(s.object)});
        },
        prefixes, diagnostics);
    INFO(parser::render(diagnostics));
    REQUIRE_FALSE(diagnostics.has_errors());
  }

  kg::TermId id(const std::string& name) {
    return terms.intern(rdf::Term::iri("http://e/v#" + name));
  }
};

}  // namespace

TEST_CASE("a schema knows subclasses of subclasses, and what is equivalent") {
  World world(":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C owl:equivalentClass :D .");
  const ontology::Schema schema(world.graph, world.terms);
  CHECK(schema.is_subclass(world.id("A"), world.id("A")));
  CHECK(schema.is_subclass(world.id("A"), world.id("D")));
  CHECK(schema.is_subclass(world.id("D"), world.id("C")));
  CHECK_FALSE(schema.is_subclass(world.id("C"), world.id("A")));
}

TEST_CASE("a schema knows disjoint classes, and that their subclasses are") {
  World world(
      ":A rdfs:subClassOf :B . :B owl:disjointWith :C . :E rdfs:subClassOf :C . "
      "[] a owl:AllDisjointClasses ; owl:members ( :X :Y :Z ) .");
  const ontology::Schema schema(world.graph, world.terms);
  CHECK(schema.are_disjoint(world.id("A"), world.id("E")));
  CHECK(schema.are_disjoint(world.id("E"), world.id("B")));
  CHECK(schema.are_disjoint(world.id("Z"), world.id("X")));
  CHECK_FALSE(schema.are_disjoint(world.id("A"), world.id("B")));
  CHECK_FALSE(schema.are_disjoint(world.id("X"), world.id("X")));
}

TEST_CASE("a property has the domains and ranges of what it is a subproperty of") {
  World world(
      ":p rdfs:subPropertyOf :q ; rdfs:domain :A . :q rdfs:range [ owl:unionOf ( :B :C ) ] . "
      ":q a owl:FunctionalProperty . :r rdfs:range [ owl:complementOf :B ] .");
  const ontology::Schema schema(world.graph, world.terms);
  const ontology::Property* const p = schema.property(world.id("p"));
  REQUIRE(p != nullptr);
  CHECK(p->functional);
  CHECK(p->domains == std::vector<ontology::AnyOf>{{world.id("A")}});
  CHECK(p->ranges == std::vector<ontology::AnyOf>{{world.id("B"), world.id("C")}});
  CHECK(schema.is_property(world.id("p")));
  // What a range says that is no name is left open.
  CHECK(schema.property(world.id("r")) == nullptr);
}

TEST_CASE("a namespace is governed where something of it is declared, the W3C's never") {
  World world(
      ":A a rdfs:Class ; rdfs:label \"a\"@en , \"a\"@nl . :p a rdf:Property ; rdfs:label "
      "\"p\"@en . rdf:type a rdf:Property . <http://purl.org/dc/terms/x> a rdf:Property .");
  const ontology::Schema schema(world.graph, world.terms);
  CHECK(schema.is_governed("http://e/v#anything"));
  CHECK_FALSE(schema.is_governed("http://e/other#anything"));
  CHECK_FALSE(schema.is_governed("http://www.w3.org/1999/02/22-rdf-syntax-ns#typ"));
  CHECK_FALSE(schema.is_governed("http://purl.org/dc/terms/y"));
  CHECK(schema.languages("http://e/v#x") == std::set<std::string>{"en"});
  CHECK(schema.class_names("http://e/v#x") == std::vector<std::string>{"A"});
  CHECK(schema.property_names("http://e/v#x") == std::vector<std::string>{"p"});
}

TEST_CASE("a graph that declares nothing has an empty schema") {
  World world(":a :p :b .");
  CHECK(ontology::Schema(world.graph, world.terms).empty());
}
