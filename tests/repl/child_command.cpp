#include <catch2/catch.hpp>

#include "tests/repl/child_run.h"

TEST_CASE("a command line runs in a process of its own", "[.]") {
  const char* joined = std::getenv(testing::kChildArguments);
  if (joined == nullptr) return;
  std::vector<std::string> arguments;
  std::istringstream lines(joined);
  for (std::string line; std::getline(lines, line);) arguments.push_back(line);
  std::ifstream in("child.in");
  std::ofstream out("child.out");
  std::ofstream err("child.err");
  repl::Streams streams{in, out, err};
  const int exit = repl::run(arguments, streams);
  out.flush();
  err.flush();
  std::_Exit(exit);
}
