#include "rules/well_formed.h"

#include <catch2/catch.hpp>

#include "tests/rules/problems.h"

TEST_CASE("a well-formed rule has no problems") {
  CHECK(problems_of("RULE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o < 50) }").empty());
  CHECK(problems_of("RULE { ?s :q ?v } WHERE { ?s :p ?o SET ( ?v := :p ) }").empty());
  CHECK(problems_of("RULE { :s :p :o } WHERE { }").empty());
  CHECK(problems_of("RULE { ?s :p ?o } WHERE { NOT { ?s :q ?o } ?s :r ?o }").empty());
  CHECK(problems_of("RULE { ?x :p ?y } WHERE { ?x :a/:b ?y NOT { ?x :q ?z FILTER(?z > ?y) } }")
            .empty());
}

TEST_CASE("a variable in a FILTER needs a value before it") {
  CHECK(problems_of("\nRULE { ?s :p ?o }\nWHERE { FILTER(?o < 50) ?s :q ?o }") ==
        "test.srl:3:16: error: variable '?o' has no value before this FILTER\n"
        "    3 | WHERE { FILTER(?o < 50) ?s :q ?o }\n"
        "      |                ^~\n"
        "test.srl:3:31: note: it gets its value here\n"
        "    3 | WHERE { FILTER(?o < 50) ?s :q ?o }\n"
        "      |                               ^~\n"
        "hint: move the FILTER below the element that gives '?o' its value\n");
  CHECK(problems_of("\nRULE { ?price :p 1 }\nWHERE { ?price :q :x FILTER(?prise < 50) }") ==
        "test.srl:3:29: error: variable '?prise' has no value before this FILTER\n"
        "    3 | WHERE { ?price :q :x FILTER(?prise < 50) }\n"
        "      |                             ^~~~~~\n"
        "hint: did you mean '?price'?\n");
}

TEST_CASE("a variable in the expression of a SET needs a value before it") {
  CHECK(problems_of("RULE { ?x :p ?y } WHERE { ?x :q :z SET(?y := ?k + 1) }") ==
        "test.srl:1:67: error: variable '?k' has no value before this SET\n"
        "    1 | PREFIX : <http://e/> RULE { ?x :p ?y } WHERE { ?x :q :z SET(?y := ?k + 1) }\n"
        "      |                                                                   ^~\n"
        "hint: give '?k' a value with a triple pattern or SET\n");
}

TEST_CASE("a SET gives a new variable its value") {
  CHECK(problems_of("\nRULE { ?s :p ?o }\nWHERE { ?s :q ?o\n  SET(?o := 123) }") ==
        "test.srl:4:7: error: SET gives '?o' a value, but it has one already\n"
        "    4 |   SET(?o := 123) }\n"
        "      |       ^~\n"
        "test.srl:3:15: note: it gets its value here\n"
        "    3 | WHERE { ?s :q ?o\n"
        "      |               ^~\n"
        "hint: choose a new variable; to compare two values, use FILTER\n");
  CHECK_FALSE(problems_of("RULE { :s :p ?x } WHERE { SET(?x := 1) SET(?x := 1) }").empty());
}

TEST_CASE("a variable of the head needs a value from the body") {
  CHECK(problems_of("RULE { ?s :p ?o , ?o } WHERE { ?s :q :x }") ==
        "test.srl:1:35: error: variable '?o' of the head gets no value in the body\n"
        "    1 | PREFIX : <http://e/> RULE { ?s :p ?o , ?o } WHERE { ?s :q :x }\n"
        "      |                                   ^~\n"
        "hint: give '?o' a value with a triple pattern or SET\n");
}

TEST_CASE("what a NOT binds has no value outside of it") {
  CHECK(problems_of("RULE { ?s :p ?o } WHERE { ?s :q :x NOT { ?s :r ?o } }") ==
        "test.srl:1:35: error: variable '?o' of the head gets no value in the body\n"
        "    1 | PREFIX : <http://e/> RULE { ?s :p ?o } WHERE { ?s :q :x NOT { ?s :r ?o } }\n"
        "      |                                   ^~\n"
        "hint: a variable inside NOT has no value outside of it\n");
  CHECK_FALSE(
      problems_of("RULE { ?s :p 1 } WHERE { ?s :q :x NOT { ?s :r ?o } FILTER(?o > 1) }").empty());
}

TEST_CASE("a FILTER inside a NOT sees what has a value before it, outside and inside") {
  CHECK(
      problems_of("RULE { ?s :p 1 } WHERE { ?s :q ?x NOT { ?s :r ?o FILTER(?o > ?x) } }").empty());
  CHECK_FALSE(
      problems_of("RULE { ?s :p 1 } WHERE { ?s :q ?x NOT { FILTER(?o > ?x) ?s :r ?o } }").empty());
}

TEST_CASE("a variable inside a triple term counts") {
  CHECK(problems_of("RULE { ?s :p ?o } WHERE { ?r :q <<( ?s :is ?o )>> }").empty());
  CHECK_FALSE(problems_of("RULE { ?r :p <<( ?s :is ?o )>> } WHERE { ?r :q ?s }").empty());
}

TEST_CASE("a placeholder names a variable of its rule") {
  CHECK(problems_of("\n#@ because {?partner} and {?us} agree.\nRULE { ?us :p ?partner } WHERE { "
                    "?us :q ?partner }")
            .empty());
  CHECK(problems_of("\n#@ because {?partnr} and {?us} agree.\nRULE { ?us :p ?partner } WHERE { ?us "
                    ":q ?partner }") ==
        "test.srl:2:12: error: placeholder '{?partnr}' names no variable that has a value in this "
        "rule\n"
        "    2 | #@ because {?partnr} and {?us} agree.\n"
        "      |            ^~~~~~~~~\n"
        "hint: did you mean '?partner'?\n");
}

TEST_CASE("all mistakes of a document are reported at once") {
  const std::string problems =
      problems_of("RULE { ?a :p 1 } WHERE { } RULE { ?b :p 1 } WHERE { FILTER(?c > 1) }");
  CHECK(problems.find("'?a'") != std::string::npos);
  CHECK(problems.find("'?b'") != std::string::npos);
  CHECK(problems.find("'?c'") != std::string::npos);
}
