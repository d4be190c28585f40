#include "rules/new_terms.h"

#include <string>
#include <variant>

#include <fmt/format.h>
#include <xxhash.h>

namespace rules {

rdf::Term NewTerms::blank_node(RuleIndex rule, match::VariableIndex variable,
                               const match::Bindings& solution) {
  const Rule& r = rules_.rule(rule);
  std::vector<Digest> parts = {digest_of(rule)};
  for (match::VariableIndex v = 0; v < r.solution_variables; ++v) {
    parts.push_back(digest_of(solution[v]));
  }
  const std::string& label = r.variables.name(variable);
  const XXH128_hash_t hash = XXH3_128bits_withSeed(parts.data(), parts.size() * sizeof(Digest),
                                                   XXH3_64bits(label.data(), label.size()));
  return rdf::Term::blank_node(fmt::format("r{:016x}{:016x}", hash.high64, hash.low64));
}

std::uint64_t NewTerms::seed(RuleIndex rule, match::VariableIndex variable,
                             const match::Bindings& solution) {
  const Rule& r = rules_.rule(rule);
  std::vector<bool> matched(variable, true);
  for (const match::Element& element : r.body) {
    const auto* assignment = std::get_if<match::Assignment>(&element);
    if (assignment != nullptr && assignment->variable < variable)
      matched[assignment->variable] = false;
    const auto* aggregate = std::get_if<match::Aggregate>(&element);
    if (aggregate != nullptr && aggregate->variable < variable)
      matched[aggregate->variable] = false;
  }
  std::vector<Digest> parts = {digest_of(rule)};
  for (match::VariableIndex v = 0; v < variable; ++v) {
    if (matched[v]) parts.push_back(digest_of(solution[v]));
  }
  return XXH3_64bits(parts.data(), parts.size() * sizeof(Digest));
}

NewTerms::Digest NewTerms::digest_of(RuleIndex rule) {
  if (!of_rules_.empty()) return of_rules_[static_cast<std::size_t>(rule)];
  // A named rule keeps its terms when its file is edited above it. Rules of one name are told apart
  // by their order.
  std::unordered_map<std::string, std::size_t> met;
  for (const Rule& r : rules_.rules) {
    const parser::Position position = r.location.position;
    std::string key =
        r.name ? rdf::to_ntriples(*r.name)
               : fmt::format("{}:{}:{}", r.location.source, position.line, position.column);
    key += fmt::format(" {}", met[key]++);
    const XXH128_hash_t hash = XXH3_128bits(key.data(), key.size());
    of_rules_.push_back({hash.low64, hash.high64});
  }
  return digest_of(rule);
}

NewTerms::Digest NewTerms::digest_of(kg::TermId term) {
  const auto [known, is_new] = of_terms_.try_emplace(term);
  if (is_new) {
    const std::string text = rdf::to_ntriples(dictionary_.term(term));
    const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
    known->second = {hash.low64, hash.high64};
  }
  return known->second;
}

}  // namespace rules
