#include "tests/parser/golden.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/checkout.h"

namespace golden {

std::filesystem::path folder() { return checkout::top() / "tests/parser/golden"; }

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void check(const std::filesystem::path& file, const std::string& text) {
  if (std::getenv("WARRANT_REWRITE_GOLDEN") != nullptr) {
    std::ofstream(file, std::ios::binary) << text;
    return;
  }
  INFO("in " << file.string() << "; WARRANT_REWRITE_GOLDEN=1 accepts the new text");
  CHECK(read_file(file) == text);
}

}  // namespace golden
