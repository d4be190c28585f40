#pragma once

#include <chrono>
#include <cstddef>
#include <iosfwd>
#include <string_view>

namespace repl {

/// One line on a terminal that says how far long work is, drawn again and again in place. Work of
/// less than a second shows nothing.
class ProgressLine {
 public:
  explicit ProgressLine(std::ostream& terminal);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void operator()(std::string_view stage, std::size_t done, std::size_t total);

 private:
  std::ostream& terminal_;
  std::chrono::steady_clock::time_point start_;
  bool drawn_ = false;
};

}  // namespace repl
