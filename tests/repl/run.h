#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "repl/command_line.h"

/// Runs the program's command lines in a folder of their own.
namespace testing {

/// What a command line came to.
struct Outcome {
  int exit = 0;
  std::string out;
  std::string err;
};

/// A temporary folder that is the working directory while it lives.
class Workshop {
 public:
  Workshop() : before_(std::filesystem::current_path()) {
    std::string name = (std::filesystem::temp_directory_path() / "warrant-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
    std::filesystem::current_path(path_);
  }
  ~Workshop() {
    std::filesystem::current_path(before_);
    std::filesystem::remove_all(path_);
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  void write(const std::string& name, std::string_view text) const {
    const std::filesystem::path path = path_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }

  std::string read(const std::string& name) const {
    std::ifstream file(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  Outcome run(std::vector<std::string> arguments, const std::string& input = {}) const {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    repl::Streams streams{in, out, err};
    Outcome outcome;
    outcome.exit = repl::run(std::move(arguments), streams);
    outcome.out = out.str();
    outcome.err = err.str();
    return outcome;
  }

 private:
  std::filesystem::path before_;
  std::filesystem::path path_;
};

/// A small world: who is friends with whom, and what follows from it.
inline constexpr std::string_view kPeople = R"(PREFIX : <http://example.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
:ann a :Person ; rdfs:label "Ann"@en ; :knows :bob ; :age 41 .
:bob a :Person ; rdfs:label "Bob"@en , "Bobbie"@nl ; :knows :cleo ; :age 7 .
:cleo a :Person ; rdfs:label "Cleo" .
:Person rdfs:label "person"@en .
:knows rdfs:label "knows"@en .
)";
inline constexpr std::string_view kRules = R"(PREFIX : <http://example.org/>
#@ title Friends of friends
#@ because {?x} knows {?y}, who knows {?z}.
RULE :meets { ?x :mayMeet ?z } WHERE { ?x :knows ?y . ?y :knows ?z }
RULE :grown { ?x a :Adult } WHERE { ?x :age ?a FILTER(?a >= 18) }
)";

/// A workshop with that world in its store.
class Loaded : public Workshop {
 public:
  Loaded() {
    write("facts/people.ttl", kPeople);
    write("rules/people.srl", kRules);
    load = run({"load", "facts", "rules"});
  }
  Outcome load;
};

}  // namespace testing
