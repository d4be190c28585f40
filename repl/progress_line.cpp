#include "repl/progress_line.h"

#include <fmt/format.h>

#include <ostream>

#include "repl/wording.h"

namespace repl {

ProgressLine::ProgressLine(std::ostream& terminal)
    : terminal_(terminal), start_(std::chrono::steady_clock::now()) {}

ProgressLine::~ProgressLine() {
  if (drawn_) terminal_ << "\r\033[K" << std::flush;
}

void ProgressLine::operator()(std::string_view stage, std::size_t done, std::size_t total) {
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
  if (passed.count() < 1) return;
  drawn_ = true;
  terminal_ << "\r\033[K" << stage;
  if (done > 0) terminal_ << " " << grouped(done);
  if (total > 0) terminal_ << " of " << grouped(total);
  terminal_ << " … " << duration(passed.count()) << std::flush;
}

}  // namespace repl
