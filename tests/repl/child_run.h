#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/repl/run.h"

/// Runs a command line in a process of its own, which it may end. The process is this very program,
/// asked for the hidden test case that `child_command.cpp` holds.
namespace testing {

inline constexpr const char* kChildCase = "a command line runs in a process of its own";
inline constexpr const char* kChildArguments = "WARRANT_TEST_ARGUMENTS";

inline Outcome run_in_child(const Workshop& workshop, const std::vector<std::string>& arguments,
                            const std::string& input = {}) {
  std::string joined;
  for (const std::string& argument : arguments) joined += argument + "\n";
  workshop.write("child.in", input);
  const pid_t pid = fork();
  if (pid == 0) {
    setenv(kChildArguments, joined.c_str(), 1);
    // What the test program itself says is of no interest.
    if (std::freopen("/dev/null", "w", stdout) != nullptr)
      execl("/proc/self/exe", "child", kChildCase, static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          workshop.read("child.out"), workshop.read("child.err")};
}

}  // namespace testing
