#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"

namespace repl {

/// The rdfs:labels of a graph by their text, upper and lower case being the same.
class LabelIndex {
 public:
  struct Entry {
    std::string folded;  ///< without regard to case
    std::string label;
    kg::TermId term;

    auto operator<=>(const Entry&) const = default;
  };

  /// Reads all labels of the evaluation graph.
  LabelIndex(const kg::GraphView& graph, const kg::Dictionary& dictionary);

  /// All entries, sorted by folded text.
  std::span<const Entry> all() const { return entries_; }
  /// Entries whose label is, starts with, or has in it the text.
  std::span<const Entry> named(std::string_view text) const;
  std::span<const Entry> starting_with(std::string_view text) const;
  std::vector<Entry> containing(std::string_view text, std::size_t limit) const;

 private:
  std::vector<Entry> entries_;
};

}  // namespace repl
