#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/checkout.h"
#include "tests/fuzz/properties.h"

namespace {

/// Holds every file of a corpus against its property.
void replay(const std::string& corpus, std::string (*check)(std::string_view)) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(checkout::top() / "tests" / "fuzz" /
                                                               "corpus" / corpus)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    INFO(entry.path().string());
    CHECK(check(text) == "");
    ++files;
  }
  CHECK(files > 0);
}

}  // namespace

TEST_CASE("Turtle holds its promises on what the fuzzers found") {
  replay("turtle", fuzz::check_turtle);
}

TEST_CASE("N-Triples holds its promises on what the fuzzers found") {
  replay("ntriples", fuzz::check_ntriples);
}

TEST_CASE("SPARQL-RL holds its promises on what the fuzzers found") {
  replay("sparql_rl", fuzz::check_sparql_rl);
}

TEST_CASE("SPARQL holds its promises on what the fuzzers found") {
  replay("sparql", fuzz::check_sparql);
}
