#include "tests/conformance/suite.h"

#include <fmt/format.h>

#include <array>
#include <catch2/catch.hpp>
#include <map>
#include <vector>

#include "tests/checkout.h"
#include "tests/conformance/earl.h"
#include "tests/conformance/graph.h"

namespace conformance {
namespace {

/// Tests that passed, failed, were not supported, and all.
using Numbers = std::array<std::size_t, 4>;

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::size_t begin = line.find('|');
  for (std::size_t end = 0; begin != std::string::npos; begin = end) {
    end = line.find('|', begin + 1);
    if (end == std::string::npos) break;
    std::string cell = line.substr(begin + 1, end - begin - 1);
    cell.erase(0, cell.find_first_not_of(' '));
    cell.erase(cell.find_last_not_of(' ') + 1);
    cells.push_back(std::move(cell));
  }
  return cells;
}

/// The rows of the table in docs/conformance.md, as they are written.
std::map<std::string, std::vector<std::string>> documented() {
  std::map<std::string, std::vector<std::string>> rows;
  const std::string page = read_file(checkout::top() / "docs" / "conformance.md");
  for (std::size_t begin = 0; begin < page.size();) {
    const std::size_t end = std::min(page.find('\n', begin), page.size());
    std::vector<std::string> cells = cells_of(page.substr(begin, end - begin));
    begin = end + 1;
    if (cells.size() != 5) continue;
    std::string name = std::move(cells.front());
    cells.erase(cells.begin());
    rows.emplace(std::move(name), std::move(cells));
  }
  return rows;
}

std::vector<std::string> as_written(const Numbers& numbers) {
  std::vector<std::string> cells;
  for (const std::size_t number : numbers) cells.push_back(std::to_string(number));
  return cells;
}

}  // namespace

void run_suite(const std::string& name, const std::string& manifest,
               const std::function<Verdict(const TestCase&)>& judge) {
  const std::filesystem::path path = suite(manifest);
  if (path.empty()) return;
  Numbers numbers{};
  for (const TestCase& test : read_manifest(path)) {
    Verdict verdict = judge(test);
    ++numbers[static_cast<std::size_t>(verdict.kind)];
    ++numbers.back();
    if (verdict.kind == Verdict::Kind::Failed) {
      UNSCOPED_INFO(test.name << " (" << test.iri << "): " << verdict.reason);
    }
    earl_report().add(test, verdict);
  }
  const auto& [passed, failed, not_supported, total] = numbers;
  fmt::print("{}: {} passed, {} failed, {}{} total\n", name, passed, failed,
             not_supported == 0 ? "" : fmt::format("{} not supported, ", not_supported), total);
  CHECK(failed == 0);
  INFO("docs/conformance.md gives other numbers for " << name);
  CHECK(documented()[name] == as_written(numbers));
}

}  // namespace conformance
