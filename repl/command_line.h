#pragma once

#include <string>
#include <vector>

#include "repl/streams.h"

namespace repl {

/// The program: runs a command line (without the program's name) and returns its exit code. Without
/// a command it is the shell, which reads `streams.in`.
int run(std::vector<std::string> arguments, Streams& streams);

}  // namespace repl
