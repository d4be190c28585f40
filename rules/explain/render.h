#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "ontology/label.h"
#include "rules/explain/derivation.h"
#include "rules/explain/why.h"

namespace explain {

struct RenderOptions {
  /// Steps below this depth are left out, and said to be; the premises of the conclusion have
  /// depth 1. Nothing for all down to `kDeepestNumber`.
  std::optional<std::size_t> depth;
  /// ANSI colours.
  bool colour = false;
  /// Columns of the text with the notes on its right-hand side; 0 puts them behind the text and
  /// breaks no lines.
  std::size_t width = 100;
  /// The number that the conclusion has, in front of those of its premises: with `3` they are 3.1,
  /// 3.2. For showing a step of an explanation under the number it has there.
  std::string number = {};
};

/// The text tree: the statement in words, the rule's sentence, numbered premises, citations and
/// file:line on the leaves, and what it rests on. Ends with a line end.
std::string to_text(const Derivation& derivation, const Evidence& evidence,
                    const ontology::Labels& labels, const RenderOptions& options = {});

/// Renders derivations that belong to one text: a step that an earlier one shows is referred to.
class TextRenderer {
 public:
  /// Borrows evidence and labels.
  TextRenderer(const Evidence& evidence, const ontology::Labels& labels);
  ~TextRenderer();
  TextRenderer(const TextRenderer&) = delete;
  TextRenderer& operator=(const TextRenderer&) = delete;

  /// As `to_text`. Each derivation needs a number of its own in the options.
  std::string render(const Derivation& derivation, const RenderOptions& options);

 private:
  struct Shown;
  const Evidence& evidence_;
  const ontology::Labels& labels_;
  std::unique_ptr<Shown> shown_;
};

/// The derivation as JSON; docs/explanation.md gives the shape.
std::string to_json(const Derivation& derivation, const Evidence& evidence,
                    const ontology::Labels& labels);

/// The sentence of a rule instance: its `because` in the language of the labels (else in English,
/// else any, else the title), with the values of the placeholders by their labels. Empty if the
/// rule says nothing.
std::string sentence(const rules::Rule& rule, const match::Bindings& bindings,
                     const ontology::Labels& labels);

/// The title of a rule, chosen and filled in likewise. Empty if it has none.
std::string title(const rules::Rule& rule, const match::Bindings& bindings,
                  const ontology::Labels& labels);

}  // namespace explain
