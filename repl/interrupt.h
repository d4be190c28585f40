#pragma once

#include <atomic>

namespace repl {

/// While one of these lives, Ctrl-C sets a flag in place of ending the program. One at a time.
class Interrupt {
 public:
  /// `insistent`: a second Ctrl-C ends the program, should the first take long to be noticed.
  explicit Interrupt(bool insistent);
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// Set by Ctrl-C; whoever starts something new clears it.
  std::atomic<bool>& flag();
};

}  // namespace repl
