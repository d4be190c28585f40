#pragma once

#include <optional>
#include <string>

#include "ontology/label.h"
#include "rules/explain/derivation.h"
#include "rules/explain/why.h"

namespace explain {

/// Says the parts of a rule in words, where the text tree shows them as the rule language has them:
/// `Japan and the EU are not the same` for `?a != ?b`. In English or Dutch.
class InWords {
 public:
  InWords(const Evidence& evidence, const ontology::Labels& labels);

  /// A Condition: a comparison in words, several joined by "and"; what is neither as it is, with
  /// the values filled in.
  std::string condition(const Node& node) const;
  /// A Value: what it comes to. Empty where it only makes a name for something.
  std::string value(const Node& node) const;
  /// An Absent: what was looked for, "something" for what had no value.
  std::string sought(const Node& node) const;

 private:
  struct Phrases;

  std::optional<std::string> said(const match::Expression& expression, const Node& node) const;
  std::optional<std::string> leaf(const match::Expression& expression, const Node& node) const;
  const match::Element& element(const Node& node) const;

  const Evidence& evidence_;
  const ontology::Labels& labels_;
  const Phrases& words_;
};

}  // namespace explain
