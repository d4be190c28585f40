#include "repl/terminal.h"

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>

#include "tests/repl/run.h"

namespace {

/// The program at a terminal of its own, in a process of its own.
class Console {
 public:
  explicit Console(const std::vector<std::string>& arguments = {}) {
    winsize size{40, 100, 0, 0};
    child_ = ::forkpty(&terminal_, nullptr, nullptr, &size);
    if (child_ != 0) return;
    ::setenv("TERM", "xterm", 1);
    ::setenv("XDG_STATE_HOME", "state", 1);
    repl::Streams streams{std::cin, std::cout, std::cerr, true, true, true};
    const int code = repl::run(arguments, streams);
    std::cout.flush();
    ::_exit(code);
  }
  ~Console() {
    if (child_ > 0) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
    ::close(terminal_);
  }
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  void type(std::string_view keys) const {
    REQUIRE(::write(terminal_, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
  }

  /// Waits until the program has written a text, and forgets what came up to it.
  bool shows(const std::string& text) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (std::chrono::steady_clock::now() < deadline) {
      const std::size_t at = seen_.find(text);
      if (at != std::string::npos) {
        seen_.erase(0, at + text.size());
        return true;
      }
      if (!read()) break;
    }
    UNSCOPED_INFO("waiting for '" << text << "', seen: " << seen_);
    return false;
  }

  /// The exit code, once the program has ended.
  int exit_code() {
    while (read()) {
    }
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  /// Takes what there is to read. False at the end, or if nothing comes.
  bool read() {
    pollfd ready{terminal_, POLLIN, 0};
    if (::poll(&ready, 1, 30'000) <= 0) return false;
    char buffer[4096];
    const ssize_t count = ::read(terminal_, buffer, sizeof buffer);
    if (count <= 0) return false;
    seen_.append(buffer, static_cast<std::size_t>(count));
    return true;
  }

  int terminal_ = -1;
  pid_t child_ = 0;
  std::string seen_;
};

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

}  // namespace

TEST_CASE("at a terminal the shell greets, prompts, answers, and leaves with Ctrl-D") {
  const testing::Loaded world;
  Console console;
  CHECK(console.shows("13 facts and 2 conclusions. Try"));
  CHECK(console.shows("warrant> "));
  console.type("SELECT ?x\r");
  CHECK(console.shows("   ...> "));
  console.type("WHERE { ?x a :Adult }\r\r");
  CHECK(console.shows(" 1 │ :ann"));
  CHECK(console.shows("(1 row)"));
  CHECK(console.shows("warrant> "));
  console.type("\x04");
  CHECK(console.exit_code() == 0);
}

TEST_CASE("at a terminal the prompt shows that something is assumed") {
  const testing::Loaded world;
  Console console;
  CHECK(console.shows("warrant> "));
  console.type(".whatif assert :cleo :knows :dan\r");
  CHECK(console.shows("Conclusions lost: 0, gained: 1"));
  CHECK(console.shows("warrant[what-if]> "));
  console.type("ASK {\r");
  CHECK(console.shows("            ...> "));
  console.type(":bob :mayMeet :dan }\r\r");
  CHECK(console.shows("yes"));
  CHECK(console.shows("warrant[what-if]> "));
  console.type(".whatif off\r");
  CHECK(console.shows("the store as it is"));
  CHECK(console.shows("warrant> "));
}

TEST_CASE("at a terminal Tab completes words and shows what there is to choose from") {
  const testing::Loaded world;
  Console console;
  CHECK(console.shows("warrant> "));
  console.type("ASK { :an\t:k\t:b\t}\r");
  CHECK(console.shows("yes"));
  console.type(".ru\t\t");
  CHECK(console.shows(".rule   .rules"));
}

TEST_CASE("at a terminal Ctrl-C forgets the statement that is typed") {
  const testing::Loaded world;
  Console console;
  CHECK(console.shows("warrant> "));
  console.type("nonsense\x03");
  CHECK(console.shows("^C"));
  CHECK(console.shows("warrant> "));
  console.type("ASK {\r");
  CHECK(console.shows("   ...> "));
  console.type("\x03");
  CHECK(console.shows("warrant> "));
  console.type("ASK {}\r");
  CHECK(console.shows("yes"));
}

TEST_CASE("at a terminal Ctrl-C stops what runs, and the shell goes on") {
  const testing::Loaded world;
  std::string many;
  for (int i = 0; i < 2000; ++i) many += ":n" + std::to_string(i) + " :p :o .\n";
  world.write("many.ttl", "PREFIX : <http://example.org/>\n" + many);
  REQUIRE(world.run({"load", "many.ttl"}).exit == 0);
  Console console;
  CHECK(console.shows("warrant> "));
  console.type(
      "ASK { ?a :p ?x . ?b :p ?x . ?c :p ?x FILTER(CONCAT(STR(?a), STR(?b), STR(?c)) = "
      "\"?\") }\r");
  CHECK(console.shows("\n"));
  ::usleep(300'000);
  console.type("\x03");
  CHECK(console.shows("incomplete: stopped before there was an answer"));
  CHECK(console.shows("warrant> "));
  console.type("ASK {}\r");
  CHECK(console.shows("yes"));
}

TEST_CASE(
    "what was typed comes back with the arrow keys, statement by statement, in another session "
    "too") {
  const testing::Loaded world;
  {
    Console console;
    CHECK(console.shows("warrant> "));
    console.type("ASK {\r:ann :knows :bob }\r\r");
    CHECK(console.shows("yes"));
    console.type(".quit\r");
    CHECK(console.exit_code() == 0);
  }
  CHECK(world.read("state/warrant/history").find(":ann") != std::string::npos);
  Console console;
  CHECK(console.shows("warrant> "));
  console.type("\033[A\033[A\r");  // up twice: .quit, then the question
  CHECK(console.shows("yes"));
}

TEST_CASE("the history is kept below XDG_STATE_HOME, or in the home directory") {
  const std::string state = variable("XDG_STATE_HOME");
  const std::string home = variable("HOME");
  ::setenv("XDG_STATE_HOME", "/s", 1);
  ::setenv("HOME", "/h", 1);
  CHECK(repl::history_path() == "/s/warrant/history");
  ::setenv("XDG_STATE_HOME", "", 1);
  CHECK(repl::history_path() == "/h/.local/state/warrant/history");
  ::setenv("HOME", "", 1);
  CHECK(repl::history_path().empty());
  ::setenv("XDG_STATE_HOME", state.c_str(), 1);
  ::setenv("HOME", home.c_str(), 1);
}
