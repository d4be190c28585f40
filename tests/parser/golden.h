#pragma once

#include <filesystem>
#include <string>

/// Texts kept in tests/parser/golden/: what is rendered is compared to a file there, or written to
/// it where the environment has WARRANT_REWRITE_GOLDEN.
namespace golden {

std::filesystem::path folder();
std::string read_file(const std::filesystem::path& path);

/// Fails the running test unless `text` is what the file holds.
void check(const std::filesystem::path& file, const std::string& text);

}  // namespace golden
