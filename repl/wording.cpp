#include "repl/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace repl {

namespace {

std::string difference(std::uint64_t before, std::uint64_t after) {
  if (after == before) return "";
  return after > before ? fmt::format(" (+{})", grouped(after - before))
                        : fmt::format(" (−{})", grouped(before - after));
}

std::string conclusions(const Change& change) {
  std::string text = counted(change.inferred, "conclusion");
  if (change.gained + change.lost == 0) return text;
  std::string parts;
  if (change.gained > 0) parts += "+" + grouped(change.gained);
  if (change.lost > 0) parts += (parts.empty() ? "−" : ", −") + grouped(change.lost);
  return text + " (" + parts + ")";
}

std::string state_after(const Change& change) {
  return counted(change.asserted_after, "fact") +
         difference(change.asserted_before, change.asserted_after) + ", " +
         counted(change.rules, "rule") + ", " + conclusions(change);
}

std::string files(const Change& change) {
  std::string text;
  if (change.data_sources > 0) text = counted(change.data_sources, "file") + " of facts";
  if (change.rule_sources > 0) {
    text += text.empty() ? counted(change.rule_sources, "file")
                         : " and " + grouped(change.rule_sources);
    text += " of rules";
  }
  return text.empty() ? "nothing" : text;
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string counted(std::uint64_t number, std::string_view noun, std::string_view plural) {
  if (number == 1) return fmt::format("1 {}", noun);
  return plural.empty() ? fmt::format("{} {}s", grouped(number), noun)
                        : fmt::format("{} {}", grouped(number), plural);
}

std::string bytes(std::uint64_t number) {
  static constexpr std::array kUnits = {"KiB", "MiB", "GiB", "TiB"};
  if (number < 1024) return counted(number, "byte");
  auto amount = static_cast<double>(number) / 1024;
  std::size_t unit = 0;
  for (; amount >= 1024 && unit + 1 < kUnits.size(); ++unit) amount /= 1024;
  return fmt::format("{:.1f} {}", amount, kUnits[unit]);
}

std::string listed(const std::vector<std::string>& items, std::size_t most) {
  const bool cut = items.size() > most;
  const std::size_t shown = cut ? most : items.size();
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += !cut && i + 1 == shown ? " and " : ", ";
    text += items[i];
  }
  return cut ? fmt::format("{} and {} more", text, grouped(items.size() - most)) : text;
}

std::string duration(double seconds) {
  return seconds < 1 ? fmt::format("{:.0f} ms", seconds * 1000) : fmt::format("{:.1f} s", seconds);
}

std::string describe_violations(std::size_t count) {
  if (count == 0) return "";
  return fmt::format("{}: see 'SELECT ?thing ?rule {{ ?thing w:violates ?rule }}'\n",
                     counted(count, "violation"));
}

std::string describe_load(const Change& change, double seconds) {
  std::string text =
      fmt::format("loaded {} in {}: {}\n", files(change), duration(seconds), state_after(change));
  if (!change.imported.empty()) {
    text += "imported by them: " + listed(change.imported, 5) + "\n";
  }
  if (!change.orphans.empty()) {
    text += fmt::format("{} of which the {} gone: {}; `unload` takes {} out\n",
                        counted(change.orphans.size(), "source"),
                        change.orphans.size() == 1 ? "file is" : "files are",
                        listed(change.orphans, 5), change.orphans.size() == 1 ? "it" : "them");
  }
  return text + describe_violations(change.violations);
}

std::string describe_unload(const Change& change) {
  return fmt::format("took out {}: {}\n", listed(change.sources, 5), state_after(change));
}

std::string describe_typed(const Change& change, const ontology::Labels& labels) {
  std::string text;
  if (change.typed_rules > 0) text = counted(change.typed_rules, "rule");
  if (change.typed_triples > 0 || text.empty()) {
    text += (text.empty() ? "" : ", ") + counted(change.typed_triples, "given triple");
  }
  text += fmt::format(", {}", counted(change.gained, "new inference"));
  if (change.lost > 0) text += fmt::format(", {} withdrawn", grouped(change.lost));
  text += "\n";
  const std::size_t shown = std::min<std::size_t>(change.first_gained.size(), 5);
  for (std::size_t i = 0; i < shown; ++i) {
    text += "  " + labels.turtle(change.first_gained[i]) + "\n";
  }
  if (change.gained > shown) text += fmt::format("  and {} more\n", grouped(change.gained - shown));
  return text + describe_violations(change.violations);
}

}  // namespace repl
