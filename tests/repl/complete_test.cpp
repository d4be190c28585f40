#include "repl/complete.h"

#include <catch2/catch.hpp>

#include "tests/repl/run.h"

namespace {

using Words = std::vector<std::string>;

repl::Vocabulary vocabulary() {
  repl::Vocabulary words;
  words.prefixes = {{"ex", "http://example.org/"}, {"rdf", "http://w3.org/rdf#"}};
  words.iris = [](std::string_view start, std::size_t limit) {
    Words found;
    for (const std::string iri :
         {"http://example.org/ann", "http://example.org/anna", "http://example.org/bob",
          "http://example.org/no(name", "http://w3.org/rdf#type"}) {
      if (iri.starts_with(start) && found.size() < limit) found.push_back(iri);
    }
    return found;
  };
  words.labels = [](std::string_view start, std::size_t) {
    return start == "an" ? Words{"Ann", "Anna \"A\""} : Words{};
  };
  words.rules = [] { return Words{"ex:first", "ex:second"}; };
  words.sources = [] { return Words{"facts/a.ttl", "rules/b.srl"}; };
  words.paths = [](std::string_view start) {
    return std::string("facts/").starts_with(start) ? Words{"facts/"} : Words{};
  };
  return words;
}

/// The candidates at `|`.
Words at(const std::string& text) {
  const std::size_t cursor = text.find('|');
  return repl::complete(text.substr(0, cursor) + text.substr(cursor + 1), cursor, vocabulary())
      .candidates;
}

}  // namespace

TEST_CASE("a dot offers commands") {
  CHECK(at(".wh|") == Words{".whatif", ".why", ".whynot"});
  CHECK(at(".ru|") == Words{".rule", ".rules"});
  CHECK(at(".zz|").empty());
}

TEST_CASE("a command offers what it takes") {
  CHECK(at(".why ex:an|") == Words{"ex:ann", "ex:anna"});
  CHECK(at(".describe ex:b|") == Words{"ex:bob"});
  CHECK(at(".load f|") == Words{"facts/"});
  CHECK(at(".unload r|") == Words{"rules/b.srl"});
  CHECK(at(".rule ex:f|") == Words{"ex:first"});
  CHECK(at(".mode c|") == Words{"csv"});
  CHECK(at(".timer |") == Words{"off", "on"});
  CHECK(at(".help |").empty());
}

TEST_CASE("a statement begins with a keyword, in the case in which it was begun") {
  CHECK(at("S|") == Words{"SELECT"});
  CHECK(at("se|") == Words{"select"});
  CHECK(at("R|") == Words{"RULE"});
  CHECK(at("|").empty() == false);
}

TEST_CASE("inside of a question its keywords are offered, inside of a rule those of rules") {
  CHECK(at("SELECT ?x WH|") == Words{"WHERE"});
  CHECK(at("SELECT ?x WHERE { OPT|") == Words{"OPTIONAL"});
  CHECK(at("RULE ex:r { ?x ex:p 1 } WHERE { SE|") == Words{"SET"});
  CHECK(at("RULE ex:r { ?x ex:p 1 } WHERE { OPT|").empty());
}

TEST_CASE("prefixes, and behind them the terms of the store, are offered") {
  CHECK(at("SELECT ?x WHERE { ?x r|") == Words{"rdf:", "reduced", "regex"});
  CHECK(at("SELECT ?x WHERE { ?x rdf:|") == Words{"rdf:type"});
  CHECK(at("SELECT ?x WHERE { ex:ann|") == Words{"ex:ann", "ex:anna"});
  CHECK(at("SELECT ?x WHERE { nope:|").empty());
}

TEST_CASE("IRIs are offered whole") {
  CHECK(at("ASK { <http://example.org/b|") == Words{"<http://example.org/bob>"});
}

TEST_CASE("labels are offered in quotes, those that can be written so") {
  CHECK(at(".why \"an|") == Words{"\"Ann\""});
}

TEST_CASE("variables of the whole statement are offered, those behind the cursor too") {
  CHECK(at("SELECT ?n| WHERE { ?name ex:p ?number . ?x ex:q 1 }") == Words{"?name", "?number"});
  CHECK(at("SELECT ?name WHERE { ?na|") == Words{"?name"});
}

TEST_CASE("completion says where the word begins") {
  const repl::Completion completion = repl::complete("ASK { ex:an", 11, vocabulary());
  CHECK(completion.begin == 6);
}

TEST_CASE("the common start of candidates ends between characters") {
  CHECK(repl::common_start({"ex:ann", "ex:anna"}) == "ex:ann");
  CHECK(repl::common_start({"Bé", "Bè"}) == "B");
  CHECK(repl::common_start({"one"}) == "one");
  CHECK(repl::common_start({}).empty());
}

TEST_CASE("paths are completed from the disk, folders with a slash") {
  const testing::Workshop workshop;
  workshop.write("facts/a.ttl", "");
  workshop.write("facts/b.ttl", "");
  workshop.write("fable.ttl", "");
  workshop.write(".hidden", "");
  CHECK(repl::paths_starting_with("fa") == Words{"fable.ttl", "facts/"});
  CHECK(repl::paths_starting_with("facts/") == Words{"facts/a.ttl", "facts/b.ttl"});
  CHECK(repl::paths_starting_with("").size() == 2);
}
