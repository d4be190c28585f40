#include "rules/explain/absence.h"

#include <algorithm>
#include <cassert>
#include <variant>

namespace explain {

namespace {

/// What comes before a value in a key, so that none is taken for another.
enum class Mark : std::uint64_t { Patterns, BasePatterns, Element, Term, Variable, TripleTerm };

class KeyWriter {
 public:
  explicit KeyWriter(std::span<const kg::TermId> bindings) : bindings_(bindings) {}

  void write(Mark mark) { key.push_back(static_cast<std::uint64_t>(mark)); }

  void write(const match::Slot& slot) {
    switch (slot.kind) {
      case match::Slot::Kind::Constant:
        write(slot.constant);
        break;
      case match::Slot::Kind::Variable:
        write_variable(slot.variable);
        break;
      case match::Slot::Kind::TripleTerm:
        write(Mark::TripleTerm);
        for (const match::Slot& component : slot.components) write(component);
        break;
    }
  }

  void write(kg::TermId term) {
    write(Mark::Term);
    key.push_back(static_cast<std::uint64_t>(term));
  }

  void write_variable(match::VariableIndex variable) {
    if (bindings_[variable] != kg::TermId::None) return write(bindings_[variable]);
    const auto found = std::find(open_.begin(), open_.end(), variable);
    write(Mark::Variable);
    key.push_back(static_cast<std::uint64_t>(found - open_.begin()));
    if (found == open_.end()) open_.push_back(variable);
  }

  AbsenceKey key;

 private:
  std::span<const kg::TermId> bindings_;
  std::vector<match::VariableIndex> open_;
};

bool base_only(const rules::Rule& rule, const match::Negation& negation) {
  return negation.data || rule.where_data;
}

}  // namespace

AbsenceKey absence_key(rules::RuleIndex rule, const rules::Rule& text, std::uint32_t element,
                       std::span<const kg::TermId> bindings) {
  const auto& negation = std::get<match::Negation>(text.body[element]);
  KeyWriter writer(bindings);
  const bool plain = std::all_of(negation.body.begin(), negation.body.end(), [](const auto& inner) {
    return std::holds_alternative<match::TriplePattern>(inner);
  });
  if (!plain) {
    writer.write(Mark::Element);
    writer.key.push_back(static_cast<std::uint64_t>(rule));
    writer.key.push_back(element);
  } else {
    writer.write(base_only(text, negation) ? Mark::BasePatterns : Mark::Patterns);
  }
  for (const auto& inner : negation.body) {
    if (const auto* pattern = std::get_if<match::TriplePattern>(&inner)) {
      writer.write(pattern->subject);
      writer.write(pattern->predicate);
      writer.write(pattern->object);
      continue;
    }
    std::vector<match::VariableIndex> variables;
    match::collect_variables(std::get<match::Filter>(inner).condition, variables);
    for (const match::VariableIndex variable : variables) writer.write_variable(variable);
  }
  return writer.key;
}

}  // namespace explain
