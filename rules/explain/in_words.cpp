#include "rules/explain/in_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <variant>
#include <vector>

#include "kg/term_id.h"

namespace explain {

/// `{0}` and `{1}` are what is compared.
struct InWords::Phrases {
  std::string_view equal;
  std::string_view not_equal;
  std::string_view less;
  std::string_view greater;
  std::string_view at_most;
  std::string_view at_least;
  std::string_view and_;
  std::string_view with;
  std::string_view gives;  ///< `{0}` an expression, `{1}` its value
  std::string_view something;
  std::string_view something_else;
  std::string_view it;
};

namespace {

constexpr std::size_t kLongExpression = 40;

using parser::Operator;

}  // namespace

InWords::InWords(const Evidence& evidence, const ontology::Labels& labels)
    : evidence_(evidence), labels_(labels), words_([&]() -> const Phrases& {
        static constexpr Phrases kEnglish = {"{0} and {1} are the same",
                                             "{0} and {1} are not the same",
                                             "{0} is less than {1}",
                                             "{0} is more than {1}",
                                             "{0} is at most {1}",
                                             "{0} is at least {1}",
                                             "and",
                                             "with",
                                             "{0} comes to {1}",
                                             "something",
                                             "something else",
                                             "it"};
        static constexpr Phrases kDutch = {"{0} en {1} zijn hetzelfde",
                                           "{0} en {1} zijn niet hetzelfde",
                                           "{0} is minder dan {1}",
                                           "{0} is meer dan {1}",
                                           "{0} is hoogstens {1}",
                                           "{0} is ten minste {1}",
                                           "en",
                                           "waarbij",
                                           "{0} komt uit op {1}",
                                           "iets",
                                           "iets anders",
                                           "dat"};
        return labels.language().starts_with("nl") ? kDutch : kEnglish;
      }()) {}

const match::Element& InWords::element(const Node& node) const {
  return evidence_.program.rules.rule(*node.rule).body[node.element];
}

std::string InWords::condition(const Node& node) const {
  const auto* filter = std::get_if<match::Filter>(&element(node));
  if (filter == nullptr) return node.evaluated;
  return said(filter->condition, node).value_or(node.evaluated);
}

std::optional<std::string> InWords::said(const match::Expression& expression,
                                         const Node& node) const {
  std::string_view how;
  switch (expression.op) {
    case Operator::Equal:
    case Operator::SameTerm:
      how = words_.equal;
      break;
    case Operator::NotEqual:
      how = words_.not_equal;
      break;
    case Operator::Less:
      how = words_.less;
      break;
    case Operator::Greater:
      how = words_.greater;
      break;
    case Operator::LessOrEqual:
      how = words_.at_most;
      break;
    case Operator::GreaterOrEqual:
      how = words_.at_least;
      break;
    case Operator::And: {
      const auto left = said(expression.operands[0], node);
      const auto right = said(expression.operands[1], node);
      if (!left || !right) return std::nullopt;
      return fmt::format("{} {} {}", *left, words_.and_, *right);
    }
    default:
      return std::nullopt;
  }
  const auto left = leaf(expression.operands[0], node);
  const auto right = leaf(expression.operands[1], node);
  if (!left || !right) return std::nullopt;
  return fmt::format(fmt::runtime(how), *left, *right);
}

std::optional<std::string> InWords::leaf(const match::Expression& expression,
                                         const Node& node) const {
  if (expression.leaf == match::Expression::Leaf::Constant) return labels_.of(expression.constant);
  if (expression.leaf != match::Expression::Leaf::Variable) return std::nullopt;
  const auto& variables = evidence_.program.rules.rule(*node.rule).variables;
  const std::string& name = variables.name(expression.variable);
  const auto found = std::find_if(node.inputs.begin(), node.inputs.end(),
                                  [&](const auto& input) { return input.first == name; });
  if (found == node.inputs.end() || found->second == kg::TermId::None) return std::nullopt;
  return labels_.of(found->second);
}

std::string InWords::value(const Node& node) const {
  if (node.result == kg::TermId::None || !kg::is_literal(node.result)) return {};
  const std::string result = labels_.of(node.result);
  if (node.evaluated.size() > kLongExpression || node.inputs.empty()) return {};
  return fmt::format(fmt::runtime(words_.gives), node.evaluated, result);
}

std::string InWords::sought(const Node& node) const {
  std::vector<match::VariableIndex> met;
  const auto name = [&](match::VariableIndex variable) -> std::string_view {
    if (std::find(met.begin(), met.end(), variable) != met.end()) return words_.it;
    met.push_back(variable);
    return met.size() == 1 ? words_.something : words_.something_else;
  };
  const auto slot = [&](const match::Slot& of, const auto& self) -> std::string {
    if (of.kind == match::Slot::Kind::Constant) return labels_.of(of.constant);
    if (of.kind == match::Slot::Kind::Variable) return std::string(name(of.variable));
    std::string text;
    for (const match::Slot& component : of.components) {
      text += (text.empty() ? "" : " ") + self(component, self);
    }
    return text;
  };
  std::string text;
  for (const match::TriplePattern& pattern : node.sought.patterns) {
    if (!text.empty()) text += fmt::format(" {} ", words_.and_);
    const std::string subject = slot(pattern.subject, slot);
    const std::string predicate = slot(pattern.predicate, slot);
    text += fmt::format("{} {} {}", subject, predicate, slot(pattern.object, slot));
  }
  for (std::size_t i = 0; i < node.sought.conditions_text.size(); ++i) {
    text +=
        fmt::format(" {} {}", i == 0 ? words_.with : words_.and_, node.sought.conditions_text[i]);
  }
  return text;
}

}  // namespace explain
