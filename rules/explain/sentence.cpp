#include <algorithm>
#include <string_view>

#include "rules/explain/render.h"
#include "rules/explain/text_width.h"

namespace explain {

namespace {

const rules::Text* best(const std::vector<rules::Text>& texts, std::string_view language) {
  const auto found = std::min_element(
      texts.begin(), texts.end(), [&](const rules::Text& left, const rules::Text& right) {
        return ontology::language_distance(left.language, language) <
               ontology::language_distance(right.language, language);
      });
  return found == texts.end() ? nullptr : &*found;
}

/// Puts labels in the place of the placeholders `{?variable}`.
std::string filled_in(std::string_view text, const rules::Rule& rule,
                      const match::Bindings& bindings, const ontology::Labels& labels) {
  std::string result;
  while (!text.empty()) {
    const std::size_t begin = text.find("{?");
    result += text.substr(0, begin);
    if (begin == std::string_view::npos) break;
    const std::size_t end = text.find('}', begin);
    if (end == std::string_view::npos) return result + std::string(text.substr(begin));
    const std::string name(text.substr(begin + 2, end - begin - 2));
    const auto variable = rule.variables.find(name);
    const bool known =
        variable && *variable < bindings.size() && bindings[*variable] != kg::TermId::None;
    result += known ? labels.of(bindings[*variable]) : '?' + name;
    text.remove_prefix(end + 1);
  }
  return result;
}

}  // namespace

std::string title(const rules::Rule& rule, const match::Bindings& bindings,
                  const ontology::Labels& labels) {
  const rules::Text* text = best(rule.metadata.titles, labels.language());
  return text == nullptr ? std::string() : filled_in(text->text, rule, bindings, labels);
}

std::string sentence(const rules::Rule& rule, const match::Bindings& bindings,
                     const ontology::Labels& labels) {
  const rules::Text* text = best(rule.metadata.sentences, labels.language());
  if (text == nullptr) return title(rule, bindings, labels);
  return capitalised(filled_in(text->text, rule, bindings, labels));
}

std::string values(const Node& node, const rules::Rule& rule, const ontology::Labels& labels) {
  std::string text;
  for (std::size_t i = 0; i < node.bindings.size(); ++i) {
    const auto variable = static_cast<match::VariableIndex>(i);
    if (!rule.variables.named(variable) || node.bindings[i] == kg::TermId::None) continue;
    if (!text.empty()) text += ", ";
    text += '?' + rule.variables.name(variable) + " = " + labels.of(node.bindings[i]);
  }
  return text;
}

}  // namespace explain
