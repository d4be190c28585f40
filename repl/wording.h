#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "repl/session.h"

/// Sentences of the program.
namespace repl {

/// `1,234`
std::string grouped(std::uint64_t number);
/// `1 rule`, `1,234 rules`; `plural` is for nouns that take more than an s.
std::string counted(std::uint64_t number, std::string_view noun, std::string_view plural = {});
/// `1.2 MiB`
std::string bytes(std::uint64_t number);
/// `a, b and c`, or `a, b and 5 more` if there are more than `most`.
std::string listed(const std::vector<std::string>& items, std::size_t most);
/// `12 ms`, `1.2 s`
std::string duration(double seconds);

/// A line that says how many violations there are and how to see them; empty for none.
std::string describe_violations(std::size_t count);
/// What a load or an unload did, in a line or two, each with a line end.
std::string describe_load(const Change& change, double seconds);
std::string describe_unload(const Change& change);
/// What typed statements did.
std::string describe_typed(const Change& change, const ontology::Labels& labels);

}  // namespace repl
