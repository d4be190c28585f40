#include <catch2/catch.hpp>

#include "ontology/label.h"
#include "rules/explain/render.h"
#include "rules/explain/why.h"
#include "tests/knowledge/knowledge.h"

namespace {

/// The phrases of a cell, separated by " | ".
std::vector<std::string> phrases(const std::string& cell) {
  std::vector<std::string> found;
  for (std::size_t start = 0; start < cell.size();) {
    const std::size_t end = std::min(cell.find(" | ", start), cell.size());
    found.push_back(cell.substr(start, end - start));
    start = end + 3;
  }
  return found;
}

}  // namespace

TEST_CASE("the questions of an auditor are answered with the grounds that the report gives") {
  knowledge::Knowledge all;
  kg::MemoryGraph graph = all.conclude(all.facts());
  const explain::Evidence evidence{all.program(), graph, graph, all.terms()};
  for (auto& row : knowledge::table("answers.tsv")) {
    CAPTURE(row["folder"], row["question"]);
    const auto proof = explain::why(evidence, all.triples(row["why"]).front());
    REQUIRE(proof);
    const ontology::Labels labels(graph, all.terms(), row["language"],
                                  all.program().rules.prefixes);
    explain::RenderOptions options;
    options.width = 0;  // no line is broken, so that a phrase is found where it stands
    const std::string answer = explain::to_text(*proof, evidence, labels, options);
    CAPTURE(answer);
    CHECK_FALSE(phrases(row["says"]).empty());
    for (const std::string& phrase : phrases(row["says"]))
      CHECK(answer.find(phrase) != std::string::npos);
    for (const std::string& phrase : phrases(row["silent"]))
      CHECK(answer.find(phrase) == std::string::npos);
  }
}
