#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/checkout.h"
#include "tests/rules/world.h"

/// Explanations whose text is in tests/rules/golden.
namespace golden_case {

inline std::filesystem::path golden(const std::string& name) {
  return checkout::top() / "tests/rules/golden" / name;
}

inline std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Compares a text to a file of tests/rules/golden, or writes it there where the environment has
/// WARRANT_REWRITE_GOLDEN.
inline void check(const std::string& name, const std::string& text) {
  if (std::getenv("WARRANT_REWRITE_GOLDEN") != nullptr) {
    std::ofstream(golden(name), std::ios::binary) << text;
  }
  INFO("in " << name << "; WARRANT_REWRITE_GOLDEN=1 accepts the new text");
  CHECK(read(golden(name)) == text);
}

/// A world of `NAME.srl` and `NAME.ttl`, and the explanation of the triple that the first line of
/// the rules asks for.
struct Case {
  explicit Case(const std::string& name)
      : world("", ""), derivation(load(name)), evidence(world.evidence()) {}

  explain::Derivation load(const std::string& name) {
    const std::string rules = read(golden(name + ".srl"));
    parser::Diagnostics diagnostics;
    auto program =
        rules::load_program({{"rules/" + name + ".srl", rules}}, world.dictionary, diagnostics);
    INFO(parser::render(diagnostics));
    REQUIRE(program);
    world.program = std::move(*program);
    world.state_as_is(read(golden(name + ".ttl")), "facts/" + name + ".ttl");
    world.infer();
    const std::string question = "# why ";
    REQUIRE(rules.starts_with(question));
    auto found = world.why(rules.substr(question.size(), rules.find('\n') - question.size()));
    REQUIRE(found);
    return std::move(*found);
  }

  std::string text(const std::string& language, const explain::RenderOptions& options = {}) {
    return explain::to_text(derivation, evidence, world.labels(language), options);
  }

  World world;
  explain::Derivation derivation;
  explain::Evidence evidence;
};

}  // namespace golden_case
