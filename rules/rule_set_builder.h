#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <unordered_set>

#include "rules/rule_set.h"

namespace rules {

/// Checks and compiles documents, each rule as soon as it has been read: of a hundred thousand
/// rules, the trees would take more memory, and time for it, than all else.
class RuleSetBuilder {
 public:
  explicit RuleSetBuilder(kg::Interner& interner);
  ~RuleSetBuilder();

  /// Begins a document. `source` must stay where it is until the document is ended or dropped.
  void begin(const parser::Source& source);
  void add(const parser::Rule& rule);
  /// Takes the given triples and the prefixes of a document whose rules were added.
  void end(const parser::RuleDocument& document);
  /// Forgets what was added since `begin`, for a document that turned out not to be one.
  void drop();

  /// What was added. Nothing if there was an error. What is wrong is said here, after all that was
  /// found in reading.
  std::optional<RuleSet> finish(parser::Diagnostics& diagnostics);

 private:
  struct Document;

  kg::Interner& interner_;
  RuleSet result_;
  std::unordered_set<kg::Triple> given_;
  parser::Diagnostics found_;
  std::unique_ptr<Document> document_;
};

}  // namespace rules
