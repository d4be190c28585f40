#pragma once

#include <cstddef>
#include <iosfwd>

#include "parser/diagnostic.h"

namespace repl {

class Activity;

/// What a program talks through. Data goes to `out`, everything else to `err`.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  /// Whether colours are wanted where there is a terminal.
  bool colour = false;
  /// Columns of the terminal that `out` or `err` is, as it is now; 0 where there is none.
  std::size_t (*columns)() = nullptr;
  /// What is being done, for whoever waits.
  Activity* activity = nullptr;

  std::size_t width() const { return out_is_terminal && columns ? columns() : 0; }

  bool colour_out() const { return colour && out_is_terminal; }
  parser::Colour colour_err() const {
    return colour && err_is_terminal ? parser::Colour::Yes : parser::Colour::No;
  }
};

/// How the program ended.
enum class Exit : int {
  Done = 0,   ///< and the answer is yes
  No = 1,     ///< or `check` found errors
  Usage = 2,  ///< the command line is wrong
  Input = 3,  ///< a file or a statement is wrong
  Failed = 4  ///< the store or the machine
};

}  // namespace repl
