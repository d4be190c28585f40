#include "parser/diagnostic.h"

#include <catch2/catch.hpp>
#include <utility>

using parser::Diagnostics;
using parser::nearest;
using parser::render;
using parser::Source;

TEST_CASE("a mistake is shown with its line, a caret under the word, and a hint") {
  std::string text;
  for (int i = 1; i < 12; ++i) text += "#\n";
  const Source source{"facts/actors.ttl", text + "    smm:japan sm:memberOf sm:g7 .\n"};
  const auto begin = static_cast<std::uint32_t>(source.text.find("smm:"));
  Diagnostics diagnostics;
  diagnostics.error("unknown-prefix", source, {begin, begin + 4}, "unknown prefix 'smm:'",
                    "did you mean 'sm:'?");
  CHECK(render(diagnostics) ==
        "facts/actors.ttl:12:5: error: unknown prefix 'smm:'\n"
        "   12 |     smm:japan sm:memberOf sm:g7 .\n"
        "      |     ^~~~\n"
        "hint: did you mean 'sm:'?\n");
}

TEST_CASE("notes show a second place or none") {
  const Source source{"a", "one two"};
  Diagnostics diagnostics;
  parser::Diagnostic& diagnostic = diagnostics.warning("x", source, {4, 7}, "second");
  diagnostic.notes.push_back(parser::note_at(source, {0, 3}, "first"));
  diagnostic.notes.push_back({"nowhere", {}, {}, {}, {}});
  CHECK(render(diagnostics) ==
        "a:1:5: warning: second\n"
        "    1 | one two\n"
        "      |     ^~~\n"
        "a:1:1: note: first\n"
        "    1 | one two\n"
        "      | ^~~\n"
        "note: nowhere\n");
  CHECK_FALSE(diagnostics.has_errors());
}

TEST_CASE("the caret stands under the word whatever stands before it") {
  const auto marks = [](const std::string& text, parser::Span span) {
    const Source source{"a", text};
    Diagnostics diagnostics;
    diagnostics.error("x", source, span, "m");
    const std::string out = render(diagnostics);
    const std::size_t last = out.rfind('\n', out.size() - 2);
    return out.substr(last + 9, out.size() - last - 10);
  };
  CHECK(marks("\tword", {1, 5}) == "\t^~~~");
  CHECK(marks("é word", {3, 7}) == "  ^~~~");
  CHECK(marks("日本 word", {7, 11}) == "     ^~~~");
  CHECK(marks("日本 word", {0, 6}) == "^~~~");
  CHECK(marks("word", {4, 4}) == "    ^");
  CHECK(marks("a\nb", {0, 3}) == "^");  // no further than its line
  CHECK(marks("", {0, 0}) == "^");
}

TEST_CASE("what could play with a terminal is not shown as it is") {
  const Source source{"a", "a\x1b[2Jb \xff c"};
  Diagnostics diagnostics;
  diagnostics.error("x", source, {7, 8}, "m");
  const std::string out = render(diagnostics);
  CHECK(out.find('\x1b') == std::string::npos);
  CHECK(out.find('\xff') == std::string::npos);
}

TEST_CASE("a line of a generated file is cut around the mistake") {
  const Source source{"a", std::string(100000, 'x') + "WORD" + std::string(100000, 'y')};
  Diagnostics diagnostics;
  diagnostics.error("x", source, {100000, 100004}, "m");
  const std::string out = render(diagnostics);
  CHECK(out.size() < 1000);
  CHECK(out.find("xWORDy") != std::string::npos);
  CHECK(out.find("a:1:100001:") == 0);
}

TEST_CASE("the excerpt of a line shows its place where no code point of the line is whole") {
  const Source source{"a", std::string(300, '\x80') + "here" + std::string(300, '\x80')};
  Diagnostics diagnostics;
  const parser::Diagnostic& diagnostic = diagnostics.error("x", source, {300, 304}, "wrong");
  REQUIRE(diagnostic.columns.end <= diagnostic.line.size());
  CHECK(diagnostic.line.substr(diagnostic.columns.begin,
                               diagnostic.columns.end - diagnostic.columns.begin) == "here");
}

TEST_CASE("errors beyond the limit are counted only") {
  const Source source{"a", "b"};
  Diagnostics diagnostics(2);
  for (int i = 0; i < 5; ++i) diagnostics.error("x", source, {0, 1}, "m");
  CHECK(diagnostics.all().size() == 2);
  CHECK(diagnostics.error_count() == 5);
  CHECK(render(diagnostics).ends_with("and 3 more errors\n"));
}

TEST_CASE("what others found is added as far as the limit allows, and counted beyond it") {
  const Source source{"a", "text"};
  Diagnostics diagnostics(2);
  diagnostics.error("x", source, {0, 1}, "first");
  Diagnostics others;
  for (const char* message : {"second", "third", "fourth"}) {
    others.error("x", source, {0, 1}, message);
  }
  others.warning("x", source, {0, 1}, "warning");
  diagnostics.append(std::move(others));
  CHECK(diagnostics.error_count() == 4);
  REQUIRE(diagnostics.all().size() == 3);
  CHECK(diagnostics.all()[1].message == "second");
  CHECK(diagnostics.all()[2].message == "warning");
  CHECK(others.empty());
}

TEST_CASE("the nearest known word is one that the user may have meant") {
  const std::vector<std::string> known = {"japan", "germany", "memberOf", "sm", "rdfs", "rdf"};
  CHECK(nearest("jpaan", known) == "japan");  // two neighbours swapped
  CHECK(nearest("memberof", known) == "memberOf");
  CHECK(nearest("menberOf", known) == "memberOf");
  CHECK(nearest("smm", known) == "sm");
  CHECK(nearest("rfds", known) == "rdfs");
  CHECK(nearest("france", known).empty());
  CHECK(nearest("x", known).empty());
  CHECK(nearest("", known).empty());
  CHECK(nearest("rd", known) == "rdf");
  CHECK(nearest("strase", {"straße"}) == "straße");  // by code points
}

TEST_CASE("colour marks kind, caret and hint and nothing else") {
  const Source source{"a", "word"};
  Diagnostics diagnostics;
  diagnostics.error("x", source, {0, 4}, "m", "h");
  std::string painted = render(diagnostics, parser::Colour::Yes);
  CHECK(painted.find("\x1b[1;31merror:") != std::string::npos);
  for (std::size_t at = 0; (at = painted.find('\x1b')) != std::string::npos;) {
    painted.erase(at, painted.find('m', at) - at + 1);
  }
  CHECK(painted == render(diagnostics));
}
