#include "repl/progress_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "repl/text_width.h"
#include "repl/wording.h"

namespace repl {

namespace {

std::string rate_text(double rate) {
  if (rate >= 1e6) return fmt::format("{:.1f} M/s", rate / 1e6);
  return rate >= 1e4 ? fmt::format("{:.0f} k/s", rate / 1e3) : fmt::format("{:.0f}/s", rate);
}

/// `00:12`, `1:02:03`
std::string clock_text(double seconds) {
  const auto all = static_cast<std::uint64_t>(seconds);
  const std::uint64_t hours = all / 3600;
  const std::string rest = fmt::format("{:02}:{:02}", all / 60 % 60, all % 60);
  return hours > 0 ? fmt::format("{}:{}", hours, rest) : rest;
}

/// The text with its middle left out, in at most `columns` columns. It may hold any characters.
std::string shortened(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns < 2) return std::string(columns, ' ');
  const auto begins = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
  };
  const std::size_t left = (columns - 1) / 2;
  std::size_t head = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (begins(at) && display_width(text.substr(0, at)) <= left) head = at;
  }
  std::size_t tail = text.size();
  for (std::size_t at = text.size(); at-- > head;) {
    if (begins(at) && display_width(text.substr(at)) <= columns - 1 - left) tail = at;
  }
  return std::string(text.substr(0, head)) + "…" + std::string(text.substr(tail));
}

}  // namespace

std::string progress_line(const Step& step, const Pace& pace, std::size_t columns) {
  struct Part {
    std::string text;
    int wish;  ///< the lowest go first
  };
  std::vector<Part> parts = {
      {round_in_words(step), 3},
      {amount_in_words(step), 4},
      {step.done > 0 && pace.rate > 0 ? rate_text(pace.rate) : "", 1},
      {pace.memory > 0 ? bytes(pace.memory) : "", 2},
      {clock_text(pace.seconds), 5},
  };
  const std::string stage = printable(step.stage);
  constexpr std::size_t kLeastStage = 12;
  for (int wish = 0;; ++wish) {
    std::string rest;
    for (const Part& part : parts) {
      if (part.wish > wish && !part.text.empty()) rest += " · " + part.text;
    }
    const std::size_t width = display_width(rest);
    const bool fits = width + std::min(kLeastStage, display_width(stage)) <= columns;
    if (fits || rest.empty()) return shortened(stage, columns - std::min(columns, width)) + rest;
  }
}

}  // namespace repl
