#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "parser/parse.h"
#include "tests/parser/golden.h"
#include "tests/parser/shapes.h"

namespace {

/// Renders what is said of each file with an ending, and counts the files.
template <typename Read>
std::size_t check_files(const std::string& ending, const Read& read) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(golden::folder())) {
    const std::filesystem::path file = entry.path();
    if (file.extension() != ending) continue;
    ++count;
    parser::Diagnostics diagnostics;
    read(parser::Source{file.filename().string(), golden::read_file(file)}, diagnostics);
    golden::check(file.string() + ".txt", parser::render(diagnostics));
  }
  return count;
}

}  // namespace

TEST_CASE("mistakes in rules are rendered as the golden files have it") {
  CHECK(check_files(".srl", [](const parser::Source& source, parser::Diagnostics& diagnostics) {
          parser::parse_rules(source, "http://example/", {}, diagnostics);
        }) > 0);
}

TEST_CASE("mistakes in queries are rendered as the golden files have it") {
  // A file holds several queries, with lines of dashes between them.
  CHECK(check_files(".rq", [](const parser::Source& source, parser::Diagnostics& diagnostics) {
          const std::string separator = "\n----\n";
          std::size_t begin = 0;
          while (begin < source.text.size()) {
            const std::size_t end =
                std::min(source.text.find(separator, begin), source.text.size());
            // Lines before keep their number as blank ones.
            std::string text;
            for (const char c : source.text.substr(0, begin)) text += c == '\n' ? '\n' : ' ';
            text += source.text.substr(begin, end - begin);
            parser::parse_query({source.name, text}, "http://example/", shapes::prefixes(),
                                diagnostics);
            begin = end + separator.size();
          }
        }) > 0);
}
