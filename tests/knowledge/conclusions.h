#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "tests/knowledge/knowledge.h"

/// What tests of the knowledge ask of a graph.
namespace knowledge {

/// One reading of the files for all tests of this program.
Knowledge& all();

/// The objects of subject and predicate, as IRIs or as the text of literals.
std::set<std::string> objects(const kg::MemoryGraph& graph, kg::TermId subject,
                              std::string_view predicate);

/// The conclusions of a graph by their identifier in the report.
std::map<std::string, kg::TermId> identified(const kg::MemoryGraph& graph);
std::set<std::string> identifiers(const kg::MemoryGraph& graph);

/// The identifiers of expected_recommendations.tsv, by folder.
std::map<std::string, std::set<std::string>> expected_identifiers();

/// The facts after a change. To retract what was never stated fails the test.
std::set<kg::Triple> changed(std::set<kg::Triple> facts, const std::string& retract,
                             const std::string& assert_too);

bool holds(const kg::MemoryGraph& graph, const kg::Triple& triple);

/// `conclusion a ?class`, as inferred.
kg::Triple typing(const kg::MemoryGraph& graph, kg::TermId conclusion);

}  // namespace knowledge
