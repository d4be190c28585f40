#include "repl/term_text.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace repl {

namespace {

constexpr std::size_t kFewest = 64;                     // slots
constexpr std::size_t kChunk = std::size_t{64} << 10U;  // bytes of text

}  // namespace

TermText::TermText(const kg::Dictionary& dictionary, Write write, std::size_t limit)
    : dictionary_(dictionary), write_(std::move(write)), limit_(limit) {
  resize(kFewest);
}

std::string_view TermText::add(kg::TermId id) {
  if (size_ >= limit_) {
    std::fill(entries_.begin(), entries_.end(), Entry{});
    chunks_.clear();
    free_bytes_ = 0;
    size_ = 0;
  }
  if ((size_ + 1) * 2 > entries_.size()) resize(entries_.size() * 2);
  const Entry entry{id, keep(write_(dictionary_.term(id)))};
  put(entry);
  ++size_;
  return entry.text;
}

void TermText::put(const Entry& entry) {
  std::size_t slot = home(entry.id);
  while (entries_[slot].id != kg::TermId::None) slot = (slot + 1) & (entries_.size() - 1);
  entries_[slot] = entry;
}

void TermText::resize(std::size_t slots) {
  const std::vector<Entry> before = std::exchange(entries_, std::vector<Entry>(slots));
  shift_ = 64U - static_cast<unsigned>(std::countr_zero(slots));
  for (const Entry& entry : before) {
    if (entry.id != kg::TermId::None) put(entry);
  }
}

std::string_view TermText::keep(std::string_view text) {
  if (text.size() > free_bytes_) {
    const std::size_t bytes = std::max(kChunk, text.size());
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(bytes));
    free_ = chunks_.back().get();
    free_bytes_ = bytes;
  }
  char* const kept = std::copy(text.begin(), text.end(), free_) - text.size();
  free_ += text.size();
  free_bytes_ -= text.size();
  return {kept, text.size()};
}

}  // namespace repl
