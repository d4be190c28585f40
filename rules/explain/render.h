#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "ontology/label.h"
#include "rules/explain/account.h"
#include "rules/explain/outline.h"
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
  /// Show the title of each step's rule, and the values of its variables.
  bool bindings = false;
  /// Say what the whole rests on and what it falls without.
  bool summary = true;
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
  TextRenderer(const Evidence& evidence, const ontology::Labels& labels)
      : evidence_(evidence), labels_(labels) {}

  /// As `to_text`. Each derivation needs a number of its own in the options.
  std::string render(const Derivation& derivation, const RenderOptions& options);

 private:
  const Evidence& evidence_;
  const ontology::Labels& labels_;
  Outliner outliner_;
};

/// What is told as sentences in paragraphs, for a memo: what follows and why, the facts with what
/// they cite, and what it would fall without. No number and no rule's name; terms by their labels.
std::string to_prose(const Account& account, const Evidence& evidence,
                     const ontology::Labels& labels, const RenderOptions& options = {});

/// A picture for Graphviz: an arrow from each premise to what it supports, shapes by the kind of
/// step. A triple that several derivations use is one node.
std::string to_dot(const Account& account, const Evidence& evidence,
                   const ontology::Labels& labels);

/// W3C PROV-O in Turtle 1.2: triples as entities, rule instances as activities that used them, the
/// documents cited as primary sources.
std::string to_prov(const Account& account, const Evidence& evidence,
                    const ontology::Labels& labels);

/// A page of its own for a browser, a printer or a screen reader: the derivations as a tree to fold
/// and search, without anything to fetch.
std::string to_html(const Account& account, const Evidence& evidence,
                    const ontology::Labels& labels, const RenderOptions& options = {});

/// The derivation as JSON; docs/explanation.md gives the shape.
std::string to_json(const Derivation& derivation, const Evidence& evidence,
                    const ontology::Labels& labels);

/// An account: one derivation as above, or `{"term": …, "label": …, "conclusions": […]}`.
std::string to_json(const Account& account, const Evidence& evidence,
                    const ontology::Labels& labels);

/// The sentence of a rule instance: its `because` in the language of the labels (else in English,
/// else any, else the title), with the values of the placeholders by their labels. Empty if the
/// rule says nothing.
std::string sentence(const rules::Rule& rule, const match::Bindings& bindings,
                     const ontology::Labels& labels);

/// The title of a rule, chosen and filled in likewise. Empty if it has none.
std::string title(const rules::Rule& rule, const match::Bindings& bindings,
                  const ontology::Labels& labels);

/// The values of a rule's variables in an instance: `?x = Ann, ?age = 17`.
std::string values(const Node& node, const rules::Rule& rule, const ontology::Labels& labels);

}  // namespace explain
