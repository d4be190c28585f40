#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <string_view>
#include <system_error>

#include "repl/command_line.h"

namespace {

std::size_t terminal_width() {
  winsize size = {};
  const bool known =
      ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 || ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0;
  return known ? size.ws_col : 0;
}

void say(std::string_view text) {
  static_cast<void>(!write(STDERR_FILENO, text.data(), text.size()));
}

/// Where the system gives no more memory. RocksDB cannot stand an exception in the midst of its
/// work, and would end the process by an assertion when it is closed; a store stands any end.
[[noreturn]] void end_without_memory() {
  say("error: there is no more memory\n"
      "hint: allow more (`ulimit -v`); a store is as the last commit left it\n");
  _exit(static_cast<int>(repl::Exit::Failed));
}

/// Where an exception cannot be handled, in a thread of a library say. A lack of memory or of
/// threads is not a mistake of ours.
[[noreturn]] void end_unhandled() {
  try {
    if (const auto exception = std::current_exception()) std::rethrow_exception(exception);
  } catch (const std::bad_alloc&) {
    end_without_memory();
  } catch (const std::system_error& machine) {
    say("error: ");
    say(machine.what());
    say("\nhint: a thread could not be started; a store is as the last commit left it\n");
    _exit(static_cast<int>(repl::Exit::Failed));
  } catch (...) {
  }
  std::abort();
}

}  // namespace

int main(int argc, char** argv) {
  std::set_new_handler(end_without_memory);
  std::set_terminate(end_unhandled);
  std::ios::sync_with_stdio(false);
  const char* no_colour = std::getenv("NO_COLOR");
  repl::Streams streams{.in = std::cin,
                        .out = std::cout,
                        .err = std::cerr,
                        .in_is_terminal = isatty(STDIN_FILENO) == 1,
                        .out_is_terminal = isatty(STDOUT_FILENO) == 1,
                        .err_is_terminal = isatty(STDERR_FILENO) == 1,
                        .colour = no_colour == nullptr || *no_colour == '\0',
                        .columns = terminal_width};
  const int code = repl::run({argv + 1, argv + argc}, streams);
  std::cout.flush();
  return code;
}
