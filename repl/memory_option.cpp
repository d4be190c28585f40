#include "repl/memory_option.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "kg/memory_limit.h"
#include "repl/wording.h"

namespace repl {

namespace {

std::string stopped(const std::string& last) {
  return "error: stopped" + (last.empty() ? "" : " while " + last);
}

std::string_view hint(std::string_view last) {
  if (last.starts_with("reading")) {
    return "allow more with --memory SIZE, or split the file and load its parts one after the "
           "other";
  }
  if (last.starts_with("reasoning")) {
    return "allow more with --memory SIZE; `warrant infer --max-inferences N --profile` shows "
           "which rules conclude so much";
  }
  return "allow more with --memory SIZE";
}

}  // namespace

std::optional<std::size_t> read_size(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || !(number > 0)) return std::nullopt;
  std::string unit;
  for (const char* at = end; at != text.data() + text.size(); ++at) {
    unit += static_cast<char>(std::toupper(static_cast<unsigned char>(*at)));
  }
  if (unit.ends_with("IB") && unit.size() == 3) {
    unit.resize(1);
  } else if (unit.ends_with("B") && unit.size() == 2) {
    unit.resize(1);
  }
  static constexpr std::string_view kUnits = "KMGT";
  const std::size_t power = unit.size() == 1 ? kUnits.find(unit[0]) : std::string_view::npos;
  if (power == std::string_view::npos) return std::nullopt;
  for (std::size_t i = 0; i <= power; ++i) number *= 1024;
  constexpr double kMost = 1e18;
  if (number > kMost) return std::nullopt;
  return static_cast<std::size_t>(number);
}

std::optional<MemoryLimit> usual_memory_limit() {
  const std::size_t all = kg::memory_of_machine();
  if (all == 0) return std::nullopt;
  const std::size_t most = all / 10 * 9;
  const std::size_t left = std::min(most, kg::free_memory_of_machine());
  return MemoryLimit{std::max({left, all / 4, kLeastMemory}), false};
}

std::string out_of_memory(const MemoryLimit& limit, const std::string& last) {
  return fmt::format(
      "{}: {} of memory are in use, {}\nhint: {}\n", stopped(last), bytes(limit.bytes),
      limit.chosen ? "the limit given with --memory" : "the limit without --memory on this machine",
      hint(last));
}

std::string no_memory(const std::string& last) {
  return stopped(last) + ": there is no more memory\n";
}

}  // namespace repl
