#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rules/new_terms.h"
#include "rules/verify/check.h"

namespace verify {

struct Premise {
  std::size_t number = 0;  ///< in the proof
  const Step* step = nullptr;
};

/// Checks that steps are instances of the rules they name.
class InstanceChecker {
 public:
  explicit InstanceChecker(const Evidence& evidence);

  /// Sets the verdict on a derived step of a proof that has the steps `all`, and returns those on
  /// its premises that are no triples.
  std::vector<std::pair<std::size_t, Verdict>> check(const Step& step,
                                                     std::span<const Premise> premises,
                                                     std::span<const Step> all, Verdict& verdict);

 private:
  friend class Body;
  std::optional<rules::RuleIndex> find(const RuleReference& reference, std::string& problem) const;

  const Evidence& evidence_;
  match::Evaluator evaluator_;
  rules::NewTerms new_terms_;
  std::unordered_multimap<std::string, rules::RuleIndex> by_place_;
  std::unordered_multimap<std::string, rules::RuleIndex> by_name_;
};

}  // namespace verify
