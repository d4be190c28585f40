#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "ontology/citation.h"
#include "ontology/label.h"
#include "rules/explain/why.h"
#include "tests/checkout.h"
#include "tests/knowledge/conclusions.h"

using knowledge::all;

namespace {

struct Entry {
  std::string sections;  ///< where the report prints it, as the register says
  std::string name;
  std::string rule;
  std::string file;
  std::vector<std::string> grounds;
};

/// The chapter that a conclusion is listed under: the first that prints it, the Summary before all.
std::string chapter(const std::string& sections) {
  constexpr std::string_view kSign = "§";
  if (!sections.starts_with(kSign)) return "Summary";
  return "Chapter " + sections.substr(kSign.size(), 1);
}

/// A ground as the page shows it: the statement and where it stands.
std::string ground(const explain::Node& node, const ontology::Labels& labels) {
  const kg::TermId report = all().term("sm:samenhangen");
  std::string cited;
  for (const ontology::Citation& citation : node.citations)
    cited += (cited.empty() ? "" : "; ") +
             (citation.source == report ? "" : labels.of(citation.source) + ' ') + citation.locator;
  return labels.of(node.triple) + " (" + cited + ")";
}

std::string page() {
  kg::MemoryGraph graph = all().conclude(all().facts());
  const explain::Evidence evidence{all().program(), graph, graph, all().terms()};
  const ontology::Labels labels(graph, all().terms(), "en", all().program().rules.prefixes);
  const ontology::CitationReader citations(graph, all().terms());
  const kg::TermId order = all().term("sm:listedBefore");
  std::map<std::string, std::map<std::string, Entry>> chapters;
  for (const auto& [identifier, conclusion] : knowledge::identified(graph)) {
    Entry entry;
    const kg::TermId id = all().triples("<x:x> <x:x> \"" + identifier + "\" .").front().object;
    for (const ontology::Citation& citation :
         citations.of({conclusion, all().term("sm:reportId"), id}))
      entry.sections = citation.locator;
    entry.name = labels.of(conclusion);
    const auto proof = explain::why(evidence, knowledge::typing(graph, conclusion));
    if (!proof || !proof->nodes.front().rule) continue;
    const rules::Rule& rule = all().program().rules.rule(*proof->nodes.front().rule);
    entry.rule = rules::display_name(rule, all().program().rules.prefixes);
    entry.file = std::filesystem::path(rule.location.source).filename().string();
    for (const explain::Node& node : proof->nodes)
      if (node.kind == explain::NodeKind::Fact && node.triple.predicate != order)
        entry.grounds.push_back(ground(node, labels));
    chapters[chapter(entry.sections)][identifier] = entry;
  }
  std::ostringstream out;
  out << "# What the report recommends, and how it follows\n\n"
         "Written by the tests of the knowledge from the rules and facts; a stale page fails them. "
         "For each recommendation: where the\nreport prints it, the rule that concludes it, and "
         "the "
         "facts that its shortest proof rests on, each with its section. `warrant why` shows\nthe "
         "steps between. What is our own reading is marked so.\n";
  for (const char* heading : {"Summary", "Chapter 1", "Chapter 2", "Chapter 3", "Chapter 4",
                              "Chapter 5", "Chapter 6", "Chapter 7"}) {
    const auto found = chapters.find(heading);
    if (found == chapters.end()) continue;
    out << "\n## " << heading << "\n";
    for (const auto& [identifier, entry] : found->second) {
      out << "\n**" << identifier << "** (" << entry.sections << "): " << entry.name << "  \nby `"
          << entry.rule << "` in `" << entry.file << "`, because\n\n";
      for (const std::string& text : entry.grounds) out << "- " << text << '\n';
    }
  }
  return out.str();
}

}  // namespace

TEST_CASE("the page on coverage says how each recommendation follows now", "[coverage]") {
  const std::filesystem::path path = checkout::top() / "docs/coverage.md";
  const std::string now = page();
  if (std::getenv("WARRANT_REWRITE_GOLDEN") != nullptr) std::ofstream(path) << now;
  std::ifstream in(path);
  std::ostringstream kept;
  kept << in.rdbuf();
  const bool fresh = kept.str() == now;
  INFO("write it anew: WARRANT_REWRITE_GOLDEN=1 build/release/tests/test_knowledge \"[coverage]\"");
  CHECK(fresh);
}
