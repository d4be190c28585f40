#include <catch2/catch.hpp>

#include "repl/shell.h"
#include "tests/repl/run.h"

using testing::Loaded;
using testing::Workshop;

TEST_CASE("the greeting says what the store holds and what to try with it") {
  const Loaded world;
  repl::Session session("warrant.db", kg::OpenMode::ReadOnly, "en");
  CHECK(repl::greeting(session) == "warrant " WARRANT_VERSION
                                   " · warrant.db (read-only)\n"
                                   "13 facts and 2 conclusions. Try\n"
                                   "  SELECT ?x WHERE { ?x a :Adult }\n"
                                   "  .why :ann\n"
                                   "  .describe :cleo\n"
                                   "`.help` shows everything, `.quit` leaves.\n");
}

TEST_CASE("what the greeting proposes works") {
  const Loaded world;
  std::string tries;
  {
    repl::Session session("warrant.db", kg::OpenMode::ReadOnly, "en");
    std::istringstream lines(repl::greeting(session));
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("  ")) tries += line.substr(2) + "\n";
    }
  }
  CHECK(std::count(tries.begin(), tries.end(), '\n') == 3);
  CHECK(world.run({}, tries).exit == 0);
}

TEST_CASE("the greeting of an empty store says how to fill it") {
  const Workshop world;
  repl::Session session("warrant.db", kg::OpenMode::ReadWrite, "en");
  CHECK(repl::greeting(session).find("The store is empty. `.load PATH`") != std::string::npos);
}
