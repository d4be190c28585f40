#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "ontology/label.h"
#include "rules/explain/derivation.h"
#include "rules/explain/why.h"

namespace explain {

struct RenderOptions {
  /// Steps below this depth are left out, and said to be.
  std::optional<std::size_t> depth;
  /// ANSI colours.
  bool colour = false;
  /// Columns for the right-hand side notes; 0 puts them behind the text.
  std::size_t width = 100;
};

/// The text tree of DESIGN §5: the statement in words, the rule's sentence, numbered premises,
/// citations and file:line on the leaves, and what it rests on.
std::string to_text(const Derivation& derivation, const Evidence& evidence,
                    const ontology::Labels& labels, const RenderOptions& options = {});

/// The derivation as JSON; docs/explanation.md gives the shape.
std::string to_json(const Derivation& derivation, const Evidence& evidence,
                    const ontology::Labels& labels);

/// The sentence of a rule instance: its `because` in the language of the labels (else in English,
/// else the title), with the values of the placeholders by their labels. Empty if the rule says
/// nothing.
std::string sentence(const rules::Rule& rule, const match::Bindings& bindings,
                     const ontology::Labels& labels);

}  // namespace explain
