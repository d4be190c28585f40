#pragma once

#include <cstddef>
#include <string>

#include "repl/progress.h"

namespace repl {

/// What a line of progress tells besides the step.
struct Pace {
  double rate = 0;  ///< of what is counted, a second; 0 if it is not known
  std::size_t memory = 0;
  double seconds = 0;
};

/// A line of at most `columns` columns that says how far work is. A narrow one leaves out the rate
/// first, then the memory, and shortens the stage in its middle.
std::string progress_line(const Step& step, const Pace& pace, std::size_t columns);

}  // namespace repl
