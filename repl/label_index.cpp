#include "repl/label_index.h"

#include <unicode/unistr.h>

#include <algorithm>

#include "kg/rdf/vocabulary.h"

namespace repl {

namespace {

std::string folded(std::string_view text) {
  std::string result;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())))
      .foldCase()
      .toUTF8String(result);
  return result;
}

}  // namespace

LabelIndex::LabelIndex(const kg::GraphView& graph, const kg::Dictionary& dictionary) {
  const auto label = dictionary.find(rdf::Term::iri(std::string(rdf::vocabulary::kLabel)));
  if (!label) return;
  graph.scan({kg::TermId::None, *label, kg::TermId::None}, kg::Part::Evaluation,
             [&](const kg::Triple& triple, kg::Order) {
               std::string text = dictionary.term(triple.object).lexical;
               entries_.push_back({folded(text), text, triple.subject});
               return true;
             });
  std::sort(entries_.begin(), entries_.end());
}

std::span<const LabelIndex::Entry> LabelIndex::named(std::string_view text) const {
  const std::string wanted = folded(text);
  const auto range = std::ranges::equal_range(entries_, wanted, {}, &Entry::folded);
  return {range.begin(), range.end()};
}

std::span<const LabelIndex::Entry> LabelIndex::starting_with(std::string_view text) const {
  const std::string start = folded(text);
  const auto first = std::ranges::lower_bound(entries_, start, {}, &Entry::folded);
  const auto last = std::find_if(
      first, entries_.end(), [&](const Entry& entry) { return !entry.folded.starts_with(start); });
  return {first, last};
}

std::vector<LabelIndex::Entry> LabelIndex::containing(std::string_view text,
                                                      std::size_t limit) const {
  const std::string wanted = folded(text);
  std::vector<Entry> found;
  for (const Entry& entry : entries_) {
    if (found.size() == limit) break;
    if (entry.folded.find(wanted) != std::string::npos) found.push_back(entry);
  }
  return found;
}

}  // namespace repl
