#include "kg/rdf/text.h"

#include <catch2/catch.hpp>
#include <limits>

namespace {
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
}  // namespace

TEST_CASE("length counts code points", "[text]") {
  CHECK(rdf::length("") == 0);
  CHECK(rdf::length("chat") == 4);
  CHECK(rdf::length("食べ物") == 3);
  CHECK(rdf::length("\U0001F600a") == 2);
}

TEST_CASE("substring follows the examples of XPath", "[text]") {
  CHECK(rdf::substring("motor car", 6, kInfinity) == " car");
  CHECK(rdf::substring("metadata", 4, 3) == "ada");
  CHECK(rdf::substring("12345", 1.5, 2.6) == "234");
  CHECK(rdf::substring("12345", 0, 3) == "12");
  CHECK(rdf::substring("12345", 5, -3) == "");
  CHECK(rdf::substring("12345", -3, 5) == "1");
  CHECK(rdf::substring("12345", kNaN, 3) == "");
  CHECK(rdf::substring("12345", 1, kNaN) == "");
  CHECK(rdf::substring("12345", -42, kInfinity) == "12345");
  CHECK(rdf::substring("12345", -kInfinity, kInfinity) == "");
  CHECK(rdf::substring("食べ物", 2, 1) == "べ");
  CHECK(rdf::substring("食べ物", 9, kInfinity) == "");
}

TEST_CASE("case mapping knows all alphabets", "[text]") {
  CHECK(rdf::upper_case("foo1") == "FOO1");
  CHECK(rdf::upper_case("stra\u00DFe \u00E9") == "STRASSE \u00C9");
  CHECK(rdf::lower_case("BAR\u00C9") == "bar\u00E9");
  CHECK(rdf::lower_case("I") == "i");
}

TEST_CASE("encoding for URIs keeps only unreserved characters", "[text]") {
  CHECK(rdf::encode_for_uri("Los Angeles") == "Los%20Angeles");
  CHECK(rdf::encode_for_uri("100%") == "100%25");
  CHECK(rdf::encode_for_uri("a-b_c.d~e/f?") == "a-b_c.d~e%2Ff%3F");
  CHECK(rdf::encode_for_uri("食") == "%E9%A3%9F");
}

TEST_CASE("language ranges match whole subtags without regard to case", "[text]") {
  CHECK(rdf::language_matches("fr", "FR"));
  CHECK(rdf::language_matches("fr-be", "FR"));
  CHECK_FALSE(rdf::language_matches("fro", "fr"));
  CHECK_FALSE(rdf::language_matches("fr", "fr-be"));
  CHECK(rdf::language_matches("fr", "*"));
  CHECK_FALSE(rdf::language_matches("", "*"));
  CHECK_FALSE(rdf::language_matches("fr", ""));
}

TEST_CASE("language tags and IRIs are checked before terms are made of them", "[text]") {
  CHECK(rdf::is_language_tag("en"));
  CHECK(rdf::is_language_tag("zh-Hant-tw"));
  for (const char* tag : {"", "-", "en-", "e1", "en us", "en--us", "é"}) {
    INFO(tag);
    CHECK_FALSE(rdf::is_language_tag(tag));
  }
  CHECK(rdf::is_absolute_iri("http://example/é"));
  CHECK(rdf::is_absolute_iri("urn:x"));
  for (const char* iri :
       {"", "a", ":a", "1a:b", "http://a b", "http://a<b", "a b:c", "http://a\n"}) {
    INFO(iri);
    CHECK_FALSE(rdf::is_absolute_iri(iri));
  }
}
