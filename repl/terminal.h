#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "repl/complete.h"

namespace repl {

/// Reads lines from a terminal with editing, history and completion. The only file that knows the
/// line editor. One at a time.
class Terminal {
 public:
  enum class Event : std::uint8_t {
    Line,
    Cancelled,  ///< Ctrl-C
    Closed      ///< Ctrl-D on an empty line
  };
  /// Completes a line at a byte.
  using Complete = std::function<Completion(std::string_view line, std::size_t cursor)>;

  /// `history` is the file that keeps what was typed; it is made if need be, and done without if it
  /// cannot be.
  Terminal(std::filesystem::path history, Complete complete);
  ~Terminal();

  Event read(std::string_view prompt, std::string& line);
  /// Makes a statement the newest entry of the history.
  void remember(std::string_view statement);

 private:
  friend struct TerminalCallbacks;
  struct State;
  std::unique_ptr<State> state_;
};

/// Where the history is kept: below $XDG_STATE_HOME, or `.local/state` in the home directory. Empty
/// if there is neither.
std::filesystem::path history_path();

}  // namespace repl
