#include "parser/iri.h"

#include <catch2/catch.hpp>
#include <utility>

using parser::resolve_iri;

TEST_CASE("references resolve as the examples of RFC 3986, section 5.4 have it") {
  const std::pair<const char*, const char*> examples[] = {
      {"g:h", "g:h"},
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},
      {"g?y#s", "http://a/b/c/g?y#s"},
      {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},
      {"g;x?y#s", "http://a/b/c/g;x?y#s"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"../../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {".g", "http://a/b/c/.g"},
      {"g..", "http://a/b/c/g.."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/./x", "http://a/b/c/g?y/./x"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"g#s/./x", "http://a/b/c/g#s/./x"},
      {"g#s/../x", "http://a/b/c/g#s/../x"},
      {"http:g", "http:g"},
  };
  for (const auto& [reference, target] : examples) {
    CHECK(resolve_iri("http://a/b/c/d;p?q", reference) == target);
  }
}

TEST_CASE("a base without a path, and one without an authority") {
  CHECK(resolve_iri("http://example", "a") == "http://example/a");
  CHECK(resolve_iri("http://example?q", "#f") == "http://example?q#f");
  CHECK(resolve_iri("urn:x:y", "z") == "urn:z");
  CHECK(resolve_iri("file:///a/b", "c") == "file:///a/c");
  CHECK(resolve_iri("http://a/b#f", "") == "http://a/b");
}

TEST_CASE("an IRI with a scheme is absolute") {
  CHECK(parser::is_absolute_iri("http://a"));
  CHECK(parser::is_absolute_iri("urn:x"));
  CHECK(parser::is_absolute_iri("a+b-c.1:"));
  CHECK_FALSE(parser::is_absolute_iri("//a/b:c"));
  CHECK_FALSE(parser::is_absolute_iri("a/b:c"));
  CHECK_FALSE(parser::is_absolute_iri("1a:b"));
  CHECK_FALSE(parser::is_absolute_iri(""));
  CHECK_FALSE(parser::is_absolute_iri("abc"));
}

TEST_CASE("the base IRI of a source depends on its name only, and is a legal IRI") {
  CHECK(parser::base_iri("facts/a.ttl") == "file:///facts/a.ttl");
  CHECK(parser::base_iri("/data/a.ttl") == "file:///data/a.ttl");
  CHECK(parser::base_iri("two words/50%#1?.ttl") == "file:///two%20words/50%25%231%3F.ttl");
  CHECK(parser::base_iri("België.ttl") == "file:///België.ttl");
}
