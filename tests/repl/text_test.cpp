#include <catch2/catch.hpp>

#include "repl/text_table.h"
#include "repl/text_width.h"
#include "repl/wording.h"

using Lines = std::vector<std::string>;

TEST_CASE("the width of a text counts what a terminal shows") {
  CHECK(repl::display_width("abc") == 3);
  CHECK(repl::display_width("België") == 6);
  CHECK(repl::display_width("Belgie\u0308") == 6);  // a combining mark
  CHECK(repl::display_width("日本") == 4);
  CHECK(repl::display_width("\033[1mab\033[0m") == 2);
  CHECK(repl::display_width("\xFF\xFE") == 2);
  CHECK(repl::display_width("") == 0);
}

TEST_CASE("a text is padded to a width on either side") {
  CHECK(repl::padded("日", 4) == "日  ");
  CHECK(repl::padded("ab", 4, true) == "  ab");
  CHECK(repl::padded("abcdef", 4) == "abcdef");
}

TEST_CASE("a text is wrapped at spaces, words that are too long within") {
  CHECK(repl::wrapped("one two three", 8) == Lines{"one two", "three"});
  CHECK(repl::wrapped("abcdefghij kl", 4) == Lines{"abcd", "efgh", "ij", "kl"});
  CHECK(repl::wrapped("日本語", 4) == Lines{"日本", "語"});
  CHECK(repl::wrapped("日本", 1) == Lines{"日", "本"});
  CHECK(repl::wrapped("a\nb", 0) == Lines{"a", "b"});
  CHECK(repl::wrapped("", 5) == Lines{""});
}

TEST_CASE("what a terminal would act on is made harmless") {
  CHECK(repl::printable("a\tb\nc\033[31m\x7F") == "a b\nc\uFFFD[31m\uFFFD");
  CHECK(repl::printable("\xC3\x28") == "\uFFFD(");
  CHECK(repl::printable("é日😀") == "é日😀");
}

TEST_CASE(
    "a table shrinks its widest columns to fit, and sets rows apart that take several lines") {
  const repl::TextTable table{{{"n", true}, {"text"}},
                              {{"1", "short"}, {"22", "a rather long text here"}}};
  CHECK(repl::render(table, {}) ==
        "  n │ text\n"
        "────┼─────────────────────────\n"
        "  1 │ short\n"
        " 22 │ a rather long text here\n");
  CHECK(repl::render(table, {20, false}) ==
        "  n │ text\n"
        "────┼───────────────\n"
        "  1 │ short\n"
        "\n"
        " 22 │ a rather long\n"
        "    │ text here\n");
}

TEST_CASE("a table is never made unreadably narrow") {
  const repl::TextTable table{{{"a"}, {"b"}}, {{"12345678", "12345678"}}};
  CHECK(repl::render(table, {5, false}) == repl::render(table, {}));
}

TEST_CASE("a table without rows is its titles") {
  CHECK(repl::render({{{"x"}}, {}}, {}) == " x\n───\n");
  CHECK(repl::render({}, {}).empty());
}

TEST_CASE("numbers are written for people") {
  CHECK(repl::grouped(0) == "0");
  CHECK(repl::grouped(999) == "999");
  CHECK(repl::grouped(1000) == "1,000");
  CHECK(repl::grouped(12345678) == "12,345,678");
  CHECK(repl::counted(1, "rule") == "1 rule");
  CHECK(repl::counted(2, "stratum", "strata") == "2 strata");
  CHECK(repl::bytes(1) == "1 byte");
  CHECK(repl::bytes(1536) == "1.5 KiB");
  CHECK(repl::bytes(5ULL << 30) == "5.0 GiB");
  CHECK(repl::listed({"a"}, 3) == "a");
  CHECK(repl::listed({"a", "b", "c"}, 3) == "a, b and c");
  CHECK(repl::listed({"a", "b", "c", "d"}, 2) == "a, b and 2 more");
  CHECK(repl::duration(0.0124) == "12 ms");
  CHECK(repl::duration(1.26) == "1.3 s");
}
