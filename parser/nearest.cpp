#include "parser/diagnostic.h"

#include <algorithm>
#include <utility>

#include "parser/characters.h"

namespace parser {
namespace {

std::u32string folded(std::string_view word) {
  std::u32string points;
  const char* const last = word.data() + word.size();
  for (const char* at = word.data(); at != last;) {
    const CodePoint c = decode(at, last);
    points += c.value < 0x80 ? static_cast<char32_t>(lower(static_cast<char>(c.value))) : c.value;
    at += c.length;
  }
  return points;
}

/// Edits (insert, delete, replace, swap two neighbours) between two words; stops past `bound`.
std::size_t edits(const std::u32string& a, const std::u32string& b, std::size_t bound) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > bound) return bound + 1;
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    if (*std::min_element(row.begin(), row.end()) > bound) return bound + 1;
  }
  return row[b.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  const std::u32string sought = folded(word);
  const std::string* best = nullptr;
  std::size_t best_edits = 0;
  for (const std::string& candidate : known) {
    const std::u32string points = folded(candidate);
    // A third of the word may be wrong, but never all of it.
    const std::size_t longest = std::max(sought.size(), points.size());
    const std::size_t shortest = std::min(sought.size(), points.size());
    std::size_t bound = std::max<std::size_t>(1, longest / 3);
    if (best != nullptr) bound = std::min(bound, best_edits);
    const std::size_t count = edits(sought, points, bound);
    if (count > bound || count >= shortest || (best != nullptr && count >= best_edits)) continue;
    best = &candidate;
    best_edits = count;
  }
  return best == nullptr ? std::string() : *best;
}

}  // namespace parser
