#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/explain/render.h"

namespace explain {

/// A line of the tree before it is laid out.
struct Line {
  std::string bars;   ///< the tree in front of it
  std::string below;  ///< the tree in front of what it is continued on
  std::string number;
  std::string text;
  std::string note;
  /// A Sentence begins where its bars end; of More only the tree stands in front.
  enum class Kind : std::uint8_t { Step, Sentence, More } kind = Kind::Step;
  /// What stands between the number and the text: whether a condition holds.
  enum class Mark : std::uint8_t { None, Holds, Fails, Open } mark = Mark::None;
  bool conclusion = false;
  bool absent = false;
};

/// Puts lines on a page of a width: text on the left, notes in a column on the right or, where they
/// do not fit, below. Each line ends with a line end.
std::string lay_out(const std::vector<Line>& lines, const RenderOptions& options);

}  // namespace explain
