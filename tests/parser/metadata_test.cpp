#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "parser/parse.h"
#include "tests/parser/shapes.h"

using Texts = std::vector<std::string>;

namespace {

std::vector<parser::MetadataEntry> metadata(const std::string& text) {
  auto outcome = shapes::rules(text);
  INFO(text << "\n" << parser::render(outcome.diagnostics));
  REQUIRE(outcome.tree.has_value());
  REQUIRE(outcome.diagnostics.empty());
  return outcome.tree->rules.at(0).metadata;
}

}  // namespace

TEST_CASE("lines above a rule document it") {
  const std::string text =
      "# A comment of the file.\n"
      "\n"
      "#@ title   Natural partner\n"
      "# An ordinary comment may stand between.\n"
      "  #@because@NL\t{?us} en {?them}.  \r\n"
      "#@ source :book \"\xC2\xA7"
      "3.2\"\n"
      "#@ source <http://e/other>\n"
      "#@ model (a)\n"
      "#@ note@en-GB Mind the gap.\n"
      "#@ show never\n"
      "RULE { } WHERE { ?us :p ?them }";
  const auto entries = metadata(text);
  REQUIRE(entries.size() == 7);
  CHECK(entries[0].key == "title");
  CHECK(entries[0].text == "Natural partner");
  CHECK(entries[0].language.empty());
  CHECK(text.substr(entries[0].span.begin, entries[0].span.end - entries[0].span.begin) ==
        "#@ title   Natural partner");
  CHECK(entries[1].key == "because");
  CHECK(entries[1].language == "nl");
  CHECK(entries[1].text == "{?us} en {?them}.");
  CHECK(entries[2].source->lexical == "http://example/book");
  CHECK(entries[2].text ==
        "\xC2\xA7"
        "3.2");
  CHECK(entries[3].source->lexical == "http://e/other");
  CHECK(entries[3].text.empty());
  CHECK(entries[4].text == "(a)");
  CHECK(entries[5].language == "en-gb");
  CHECK(entries[6].text == "never");
}

TEST_CASE("placeholders have their places in the text and in the source") {
  const std::string text = "#@ because Since {?a} likes { b } and {?bcd}{?a}.\nRULE { } WHERE { }";
  const auto entry = metadata(text).at(0);
  REQUIRE(entry.placeholders.size() == 3);
  Texts in_text;
  Texts in_source;
  Texts names;
  for (const parser::Placeholder& one : entry.placeholders) {
    in_text.push_back(entry.text.substr(one.begin, one.end - one.begin));
    in_source.push_back(text.substr(one.span.begin, one.span.end - one.span.begin));
    names.push_back(one.variable);
  }
  CHECK(names == Texts{"a", "bcd", "a"});
  CHECK(in_text == Texts{"{?a}", "{?bcd}", "{?a}"});
  CHECK(in_source == in_text);
}

TEST_CASE("each rule has its own lines") {
  const auto outcome = shapes::rules(
      "#@ title One\nRULE { } WHERE { }\n#@ title Two\nRULE { } WHERE { }\nRULE { } WHERE { }");
  REQUIRE(outcome.tree.has_value());
  CHECK(outcome.diagnostics.empty());
  CHECK(outcome.tree->rules.at(0).metadata.at(0).text == "One");
  CHECK(outcome.tree->rules.at(1).metadata.at(0).text == "Two");
  CHECK(outcome.tree->rules.at(2).metadata.empty());
}

TEST_CASE("lines that stand above no rule are warned of, and nothing fails") {
  for (const std::string text : {"#@ title T\n\nRULE { } WHERE { }", "#@ title T\nDATA { }",
                                 "RULE { } #@ title T\nWHERE { }", "#@ title T",
                                 "DATA { } #@ title T\nRULE { } WHERE { }", "\"#@ title T\""}) {
    const auto outcome = shapes::rules(text);
    INFO(text);
    if (text.front() == '"') {
      CHECK(outcome.codes() == Texts{"syntax"});
      continue;
    }
    CHECK(outcome.codes() == Texts{"stray-metadata"});
    CHECK(outcome.tree.has_value());
  }
}

TEST_CASE("unknown and repeated keys are warnings, what cannot be read is an error") {
  const auto codes = [](const std::string& lines) {
    return shapes::rules(lines + "\nRULE { } WHERE { }").codes();
  };
  CHECK(codes("#@ tile T") == Texts{"unknown-metadata"});
  CHECK(codes("#@ title A\n#@ title B\n#@ title@nl C") == Texts{"repeated-metadata"});
  CHECK(codes("#@ note A\n#@ note B\n#@ source :a\n#@ source :b\n#@ model a\n#@ model b").empty());
  CHECK(codes("#@ title {?x") == Texts{"metadata"});
  CHECK(codes("#@ title {? x}") == Texts{"metadata"});
  CHECK(codes("#@ title@ x") == Texts{"metadata"});
  CHECK(codes("#@ source 3.2") == Texts{"metadata"});
  CHECK(codes("#@ source :a 3.2") == Texts{"metadata"});
  CHECK(codes("#@ source nope:a") == Texts{"unknown-prefix"});
  CHECK(codes("#@ because") == Texts{"metadata"});
}
