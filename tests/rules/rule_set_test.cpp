#include "rules/rule_set.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <variant>

#include "rules/program.h"
#include "tests/rules/problems.h"

namespace {

namespace fs = std::filesystem;

/// A folder for files to import, gone with the test.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("warrant-imports-" + std::to_string(::getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  parser::Source write(const std::string& name, const std::string& text) const {
    const fs::path file = path_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
    return {file.string(), text};
  }
  std::string name(const std::string& file) const { return (path_ / file).string(); }

 private:
  fs::path path_;
};

std::vector<std::string> names(const std::vector<rules::RuleSource>& documents) {
  std::vector<std::string> result;
  for (const rules::RuleSource& document : documents) {
    result.push_back(fs::path(document.source.name).filename().string());
  }
  return result;
}

struct Compiled {
  kg::MemoryDictionary dictionary;
  parser::Diagnostics diagnostics;
  rules::RuleSet rules;

  explicit Compiled(const std::string& text) {
    const auto documents =
        rules::read_rules({{"test.srl", "PREFIX : <http://e/> " + text}}, diagnostics);
    auto compiled = rules::compile(documents, dictionary, diagnostics);
    INFO(parser::render(diagnostics));
    REQUIRE(compiled);
    rules = std::move(*compiled);
  }
};

}  // namespace

TEST_CASE("what a document with a syntax error says otherwise is not said, what others say is") {
  kg::MemoryDictionary dictionary;
  parser::Diagnostics diagnostics;
  const auto program =
      rules::load_program({{"broken.srl", "RULE { ?x <http://e/p> ?unbound } WHERE {} RULE { oops"},
                           {"sound.srl", "RULE { ?y <http://e/p> ?y } WHERE {} RULE {} WHERE {}"}},
                          dictionary, diagnostics);
  CHECK_FALSE(program);
  REQUIRE(diagnostics.all().size() == 2);
  CHECK(diagnostics.all()[0].source == "broken.srl");
  CHECK(diagnostics.all()[0].code == "syntax");
  CHECK(diagnostics.all()[1].source == "sound.srl");
  CHECK(diagnostics.all()[1].code == "unbound-variable");
}

TEST_CASE("imports are read relative to the importing file, each once, in a circle too") {
  const Folder folder;
  const auto top =
      folder.write("top.srl", "IMPORTS <below/a.srl> IMPORTS <b%20c.srl> RULE {} WHERE {}");
  folder.write("below/a.srl", "IMPORTS <../b%20c.srl> RULE {} WHERE {}");
  folder.write("b c.srl", "IMPORTS <below/a.srl> IMPORTS <top.srl> RULE {} WHERE {}");
  parser::Diagnostics diagnostics;
  CHECK(names(rules::read_rules({top}, diagnostics)) ==
        std::vector<std::string>{"top.srl", "a.srl", "b c.srl"});
  CHECK(parser::render(diagnostics).empty());
}

TEST_CASE("a file that is given and imported is read once") {
  const Folder folder;
  const auto top = folder.write("top.srl", "IMPORTS <a.srl>");
  const auto a = folder.write("a.srl", "RULE {} WHERE {}");
  parser::Diagnostics diagnostics;
  CHECK(names(rules::read_rules({top, a, top}, diagnostics)) ==
        std::vector<std::string>{"top.srl", "a.srl"});
  CHECK(diagnostics.empty());
}

TEST_CASE("an import that cannot be read is an error at the import") {
  const Folder folder;
  parser::Diagnostics diagnostics;
  rules::read_rules({folder.write("top.srl", "IMPORTS <missing.srl>")}, diagnostics);
  CHECK(parser::render(diagnostics) ==
        folder.name("top.srl") + ":1:9: error: cannot import '" + folder.name("missing.srl") +
            "': No such file or directory\n"
            "    1 | IMPORTS <missing.srl>\n"
            "      |         ^~~~~~~~~~~~~\n"
            "hint: an import is taken relative to the file that it stands in\n");
}

TEST_CASE("only local files can be imported") {
  parser::Diagnostics diagnostics;
  rules::read_rules({{"top.srl", "IMPORTS <https://e.example/rules.srl>"}}, diagnostics);
  CHECK(parser::render(diagnostics) ==
        "top.srl:1:9: error: cannot import <https://e.example/rules.srl>: only local files can be "
        "imported\n"
        "    1 | IMPORTS <https://e.example/rules.srl>\n"
        "      |         ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
        "hint: save a copy beside this file and import it by its name\n");
}

TEST_CASE("a mistake in an imported file is reported there") {
  const Folder folder;
  folder.write("a.srl", "RULE { ?x :p 1 } WHERE { ?x :q 1 }");
  parser::Diagnostics diagnostics;
  kg::MemoryDictionary dictionary;
  CHECK_FALSE(
      rules::load_program({folder.write("top.srl", "IMPORTS <a.srl>")}, dictionary, diagnostics));
  CHECK(parser::render(diagnostics).starts_with(folder.name("a.srl") + ":1:"));
}

TEST_CASE("metadata becomes titles, sentences, citations, model and notes") {
  const Compiled c(
      "PREFIX dct: <http://purl.org/dc/terms/>\n"
      "#@ title Partner\n"
      "#@ title@nl Partner in het Nederlands\n"
      "#@ because {?x} is one.\n"
      "#@ source :report \"§3.2\"\n"
      "#@ model a\n"
      "#@ note To be checked.\n"
      "RULE :r { ?x :p 1 } WHERE { ?x :q 1 }");
  const rules::Metadata& metadata = c.rules.rules.at(0).metadata;
  REQUIRE(metadata.titles.size() == 2);
  CHECK(metadata.titles[1].language == "nl");
  CHECK(metadata.titles[1].text == "Partner in het Nederlands");
  REQUIRE(metadata.sentences.size() == 1);
  CHECK(metadata.sentences[0].text == "{?x} is one.");
  REQUIRE(metadata.citations.size() == 1);
  CHECK(metadata.citations[0].source == rdf::Term::iri("http://e/report"));
  CHECK(metadata.citations[0].locator == "§3.2");
  CHECK(metadata.model == "a");
  CHECK(metadata.notes.size() == 1);
}

TEST_CASE("a rule is called by its name, else by its title, else by its place") {
  const Compiled c(
      "\nRULE :named { ?x :p 1 } WHERE { ?x :q 1 }\n"
      "#@ title A title\nRULE { ?x :p 1 } WHERE { ?x :q 1 }\n"
      "  RULE { ?x :p 1 } WHERE { ?x :q 1 }");
  const auto name = [&](std::size_t i) {
    return rules::display_name(c.rules.rules.at(i), c.rules.prefixes);
  };
  CHECK(name(0) == ":named");
  CHECK(name(1) == "A title");
  CHECK(name(2) == "rule at test.srl:5");
  CHECK(c.rules.rules[2].location.position.column == 3);
}

TEST_CASE("triples of DATA blocks are kept once, with their places") {
  const Compiled c("\nDATA { :a :p :b . :a :p :c }\nDATA { :a :p :b }");
  CHECK(c.rules.data.size() == 2);
  REQUIRE(c.rules.data_locations.size() == 2);
  CHECK(c.rules.data_locations[1].position.line == 2);
}

TEST_CASE("a blank node of a DATA block belongs to its document") {
  parser::Diagnostics diagnostics;
  kg::MemoryDictionary dictionary;
  const auto program = rules::load_program(
      {{"a.srl", "DATA { _:b <http://e/p> _:b }"}, {"b.srl", "DATA { _:b <http://e/p> _:b }"}},
      dictionary, diagnostics);
  REQUIRE(program);
  REQUIRE(program->rules.data.size() == 2);
  CHECK(program->rules.data[0].subject == program->rules.data[0].object);
  CHECK(program->rules.data[0].subject != program->rules.data[1].subject);
}

TEST_CASE("a literal cannot be the subject of a given triple") {
  CHECK(problems_of("DATA { 1 :p :b }") ==
        "test.srl:1:29: error: a literal cannot be the subject of a triple\n"
        "    1 | PREFIX : <http://e/> DATA { 1 :p :b }\n"
        "      |                             ^\n"
        "hint: only an IRI or a blank node can\n");
}

TEST_CASE("a head that can make no triple is warned of") {
  CHECK(problems_of("RULE { 1 :p ?x } WHERE { ?x :q 1 }") ==
        "test.srl:1:29: warning: the head has a literal as a subject, so that this triple is never "
        "inferred\n"
        "    1 | PREFIX : <http://e/> RULE { 1 :p ?x } WHERE { ?x :q 1 }\n"
        "      |                             ^\n"
        "hint: only an IRI or a blank node can be the subject of a triple\n");
}

TEST_CASE(
    "variables are numbered as the body binds them, then the head's blank nodes, then what is "
    "inside a NOT") {
  const Compiled c(
      "RULE { _:b :p ?y , [] } WHERE { NOT { ?x :q ?z , ?y } ?x :r ?y NOT { ?x :s ?z . ?w :s _:b } "
      "SET(?v := 1) }");
  const rules::Rule& rule = c.rules.rules.at(0);
  CHECK(rule.solution_variables == 3);
  CHECK(rule.variables.find("x") == 0U);
  CHECK(rule.variables.find("y") == 1U);
  CHECK(rule.variables.find("v") == 2U);
  CHECK(rule.head_blank ==
        std::vector<bool>{false, false, false, true, true, false, false, false, false, false});
  CHECK(rule.run_once);
}

TEST_CASE("a variable in a NOT above the element that binds it is another one") {
  const Compiled c(
      "RULE { ?s :p ?o } WHERE { NOT { ?s :q ?o FILTER(?o > 1) } ?s :r ?o NOT { ?s :t ?o } }");
  const rules::Rule& rule = c.rules.rules.at(0);
  const auto variables = [](const match::Element& element) {
    std::vector<match::VariableIndex> result;
    for (const auto& inner : std::get<match::Negation>(element).body) {
      if (const auto* pattern = std::get_if<match::TriplePattern>(&inner))
        match::collect_variables(*pattern, result);
      if (const auto* filter = std::get_if<match::Filter>(&inner))
        match::collect_variables(filter->condition, result);
    }
    return result;
  };
  CHECK(variables(rule.body.at(0)) == std::vector<match::VariableIndex>{2, 3, 3});
  CHECK(variables(rule.body.at(2)) == std::vector<match::VariableIndex>{0, 1});
  CHECK_FALSE(rule.variables.named(2));
}

TEST_CASE("a rule runs once if it makes terms") {
  const auto run_once = [](const std::string& text) {
    return Compiled(text).rules.rules.at(0).run_once;
  };
  CHECK_FALSE(run_once("RULE { ?x :p 1 } WHERE { ?x :q _:b }"));
  CHECK(run_once("RULE { ?x :p _:b } WHERE { ?x :q _:b }"));
  CHECK(run_once("RULE { ?x :p ?y } WHERE { ?x :q 1 SET(?y := 1) }"));
  CHECK(run_once("RULE { ?x :p <<( ?x :q 1 )>> } WHERE { ?x :q 1 }"));
  CHECK_FALSE(run_once("RULE { ?x :p <<( :x :q 1 )>> } WHERE { ?x :q 1 }"));
}

TEST_CASE("an unknown function is an error") {
  CHECK(problems_of("RULE { ?x :p 1 } WHERE { ?x :q ?y FILTER(:nonsense(?y)) }").find("nonsense") !=
        std::string::npos);
}
