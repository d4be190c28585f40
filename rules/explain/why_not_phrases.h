#pragma once

#include <string>
#include <vector>

#include "ontology/label.h"
#include "rules/explain/phrases.h"
#include "rules/explain/why_not.h"
#include "rules/explain/why_not_words.h"

namespace explain {

/// The parts of an explanation of what does not hold, as text without its layout.
class WhyNotPhrases {
 public:
  WhyNotPhrases(const Evidence& evidence, const ontology::Labels& labels);

  /// What was asked for, in words; an open place by its name.
  std::string statement(const Goal& goal) const;
  /// What an element says with the values tried.
  std::string statement(const TriedElement& element, const rules::Rule& rule) const;
  /// Where an element that holds comes from; what one that fails lacks.
  std::string origin(const TriedElement& element) const;
  std::string present_origin(const TriedElement::Present& present) const;
  /// Lines about what is near to a pattern that nothing matches.
  std::vector<std::string> near(const NearMiss& near) const;
  /// `Natural partner: 3 of 5 conditions hold`
  std::string title(const Attempt& attempt) const;
  std::string sentence(const Attempt& attempt) const;
  std::string rule_name(rules::RuleIndex rule) const;
  /// `rule ex:a`; where it stands, if it has no name.
  std::string rule_note(rules::RuleIndex rule) const;
  /// The rules and how many of their conditions hold: `ex:a (2/3), ex:b (1/4)`.
  std::string rules_with_counts(const std::vector<Attempt>& attempts, std::size_t first) const;
  std::string place(const rules::Rule& rule) const;

  const Words& plain() const { return plain_; }
  const WhyNotWords& words() const { return words_; }

 private:
  std::string slot(const match::Slot& slot, const rules::Rule& rule) const;
  std::string listed(const std::vector<kg::TermId>& terms, std::size_t count) const;

  const Evidence& evidence_;
  const ontology::Labels& labels_;
  const Words& plain_;
  const WhyNotWords& words_;
  Derivation none_;
  Phrases phrases_;
};

}  // namespace explain
