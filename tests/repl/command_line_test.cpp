#include "repl/command_line.h"

#include <catch2/catch.hpp>

#include "tests/repl/run.h"

using testing::Outcome;
using testing::Workshop;

TEST_CASE("the options --version and --help say the version and the commands") {
  const Workshop workshop;
  const Outcome version = workshop.run({"--version"});
  CHECK(version.exit == 0);
  CHECK(version.out == "warrant " WARRANT_VERSION "\n");
  const Outcome help = workshop.run({"--help"});
  CHECK(help.exit == 0);
  for (const std::string command :
       {"load", "unload", "infer", "query", "why", "check", "stats", "export"}) {
    CHECK(help.out.find("\n  " + command + " ") != std::string::npos);
  }
  CHECK(help.err.empty());
}

TEST_CASE("every command has help") {
  const Workshop workshop;
  for (const std::string command :
       {"load", "unload", "infer", "query", "why", "check", "stats", "export"}) {
    const Outcome help = workshop.run({command, "--help"});
    CHECK(help.exit == 0);
    CHECK(help.out.find("Usage: warrant " + command) != std::string::npos);
  }
}

TEST_CASE("an unknown command is wrong usage, and the nearest one is named") {
  const Workshop workshop;
  const Outcome outcome = workshop.run({"laod", "facts"});
  CHECK(outcome.exit == 2);
  CHECK(outcome.err == "error: unknown command 'laod'\nhint: did you mean 'load'?\n");
  CHECK(outcome.out.empty());
}

TEST_CASE("an unknown option is wrong usage, and the nearest one is named") {
  const Workshop workshop;
  const Outcome outcome = workshop.run({"query", "--fromat", "csv", "ASK {}"});
  CHECK(outcome.exit == 2);
  CHECK(outcome.err == "error: unknown option '--fromat'\nhint: did you mean '--format'?\n");
}

TEST_CASE("what nothing is near to is answered with where help is") {
  const Workshop workshop;
  CHECK(workshop.run({"frobnicate"}).err ==
        "error: unknown command 'frobnicate'\nhint: `warrant --help` lists what there is\n");
  CHECK(workshop.run({"stats", "--zzzzzz"}).err ==
        "error: unknown option '--zzzzzz'\nhint: `warrant stats --help` lists what there is\n");
}

TEST_CASE("a command without what it needs is wrong usage") {
  const Workshop workshop;
  for (const std::string command : {"load", "unload", "infer", "query", "why", "check"}) {
    const Outcome outcome = workshop.run({command});
    CHECK(outcome.exit == 2);
    CHECK(outcome.err.starts_with("error: "));
    CHECK(outcome.err.find("\nhint: ") != std::string::npos);
  }
}

TEST_CASE("a format that does not exist is wrong usage that names those that do") {
  const Workshop workshop;
  const Outcome outcome = workshop.run({"query", "--format", "xml", "ASK {}"});
  CHECK(outcome.exit == 2);
  CHECK(outcome.err.find("csv") != std::string::npos);
}

TEST_CASE("options may stand before or after the command") {
  const Workshop workshop;
  workshop.write("a.ttl", "<a> <b> <c> .");
  CHECK(workshop.run({"--store", "one", "load", "a.ttl"}).exit == 0);
  CHECK(workshop.run({"load", "a.ttl", "--store", "two"}).exit == 0);
  CHECK(std::filesystem::is_directory("one"));
  CHECK(std::filesystem::is_directory("two"));
}

TEST_CASE("a store that is not there is the machine's failure, and is not made by asking") {
  const Workshop workshop;
  const Outcome outcome = workshop.run({"query", "ASK {}"});
  CHECK(outcome.exit == 4);
  CHECK(outcome.err.find("warrant.db") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists("warrant.db"));
}
