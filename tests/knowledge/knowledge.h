#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "rules/program.h"

namespace knowledge {

/// The checkout's ontology, facts and rules, read once into memory.
class Knowledge {
 public:
  Knowledge();

  /// The facts as loaded, to change and hand to `conclude`.
  const std::set<kg::Triple>& facts() const { return facts_; }
  /// Those of all files but assumptions*.ttl.
  std::set<kg::Triple> facts_without_assumptions() const;
  const rules::Program& program() const { return *program_; }
  kg::MemoryDictionary& terms() { return terms_; }

  /// Turtle triples in the prefixes sm:, ex:, dct:, rdf:, rdfs: and w:.
  std::vector<kg::Triple> triples(std::string_view turtle);
  /// The triples of a Turtle file below tests/knowledge.
  std::vector<kg::Triple> file(std::string_view name);
  kg::TermId term(std::string_view turtle);

  /// The facts and all that the rules conclude from them.
  kg::MemoryGraph conclude(const std::set<kg::Triple>& facts);

 private:
  std::vector<kg::Triple> read(const std::string& path, std::string text);

  kg::MemoryDictionary terms_;
  std::set<kg::Triple> facts_;
  std::map<kg::Triple, kg::Statement> stated_;
  std::optional<rules::Program> program_;
};

using Rows = std::vector<std::map<std::string, std::string>>;

/// The lines of all tab-separated files of this name in tests/knowledge and its folders: one map a
/// line, by the names in the first line of its file, with the file's folder as `folder`.
Rows table(std::string_view name);

/// Words of a text, separated by blanks.
std::vector<std::string> words(std::string_view text);

}  // namespace knowledge
