#include <catch2/catch.hpp>
#include <string>

#include "parser/parse.h"

using parser::Completeness;
using parser::completeness;
using parser::without_semicolon;

TEST_CASE("blanks and comments are no statement") {
  for (const std::string text : {"", "  \n", "# SELECT", "#@ title x\n"}) {
    INFO(text);
    CHECK(completeness(text) == Completeness::Empty);
  }
}

TEST_CASE("a statement with an open bracket or string, or with a part missing, goes on") {
  for (const std::string text : {"SELECT * {",
                                 "SELECT * WHERE { ?x :p \"}\"",
                                 "SELECT ?x",
                                 "SELECT * WHERE",
                                 "ASK { ?x :p '''a }",

                                 "ASK { ?x :p [ ",
                                 "ASK { << :a :b :c ",
                                 "ASK { } # }\n{",
                                 "SELECT * { } ORDER BY",
                                 "SELECT * { } LIMIT",
                                 "SELECT * { ?x :p 1 } UNION",
                                 "CONSTRUCT { ?x :p ?y }",
                                 "CONSTRUCT { } WHERE",
                                 "CONSTRUCT WHERE",
                                 "RULE :r { ?x :p ?y }",
                                 "RULE { } WHERE",
                                 "RULE { } WHERE {\n NOT DATA { ?x :p ?y }",
                                 "RULE { } WHERE DATA",
                                 "DATA",
                                 "PREFIX : <http://e/> SELECT *",
                                 "PREFIX ex:",
                                 "BASE",
                                 "DESCRIBE",
                                 "rule"}) {
    INFO(text);
    CHECK(completeness(text) == Completeness::Incomplete);
  }
}

TEST_CASE("a statement that may end here is complete") {
  for (const std::string text :
       {"SELECT * { }", "select ?x where { ?x :p [ :q ( 1 ) ] } order by ?x limit 1", "ASK { }",
        "CONSTRUCT { } WHERE { }", "CONSTRUCT WHERE { }", "RULE { } WHERE DATA { }",
        "RULE { } WHERE { NOT DATA { } }", "DATA { }", "PREFIX : <http://e/>",
        "PREFIX : <http://e/>\nDATA { :s :p :o }", "BASE <http://e/>", "DESCRIBE :x",
        "SELECT * { ?x :p '{' } # {", "SELECT * { ?x :p <http://e/#x> }"}) {
    INFO(text);
    CHECK(completeness(text) == Completeness::Complete);
  }
}

TEST_CASE("what more lines cannot mend is complete") {
  for (const std::string text :
       {"SELECT * }", "ASK { ( }", "ASK { ?x :p ( 1 }", "nonsense", "ASK { ?x :p \"open }\n }"}) {
    INFO(text);
    CHECK(completeness(text) == Completeness::Complete);
  }
}

TEST_CASE("a semicolon outside brackets ends any statement") {
  CHECK(completeness("SELECT ?x ;") == Completeness::Complete);
  CHECK(completeness("SELECT * { ?x :p 1 ;") == Completeness::Incomplete);
  CHECK(completeness("SELECT * { } ; # done") == Completeness::Complete);
}

TEST_CASE("the semicolon at the end is taken off, and no other") {
  CHECK(without_semicolon("SELECT * { } ;\n") == "SELECT * { }");
  CHECK(without_semicolon("SELECT * { };# done") == "SELECT * { }");
  CHECK(without_semicolon("SELECT * { }") == "SELECT * { }");
  CHECK(without_semicolon("DATA { :s :p 1 ; }") == "DATA { :s :p 1 ; }");
  CHECK(without_semicolon(" ; ").empty());
  CHECK(without_semicolon("").empty());
}
