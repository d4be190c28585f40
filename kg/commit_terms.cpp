#include "kg/commit_terms.h"

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "kg/key_encoding.h"
#include "kg/term_id.h"
#include "kg/term_sort.h"

namespace kg {

namespace {

/// In the order of ids, where the kind stands before the serial.
constexpr std::array kKinds = {IdKind::BlankNode, IdKind::Iri, IdKind::String, IdKind::Literal,
                               IdKind::TripleTerm};

void write_terms(const PendingTerms& terms, ChangeSink& sink) {
  char key[kIdBytes];
  for (const IdKind which : kKinds) {
    for (std::size_t i = 0; i < terms.new_terms(); ++i) {
      const TermBytes bytes = terms.new_bytes(i);
      if (bytes.kind != which) continue;
      write_id(key, terms.new_id(i));
      sink.put({key, kIdBytes}, bytes.payload);
    }
  }
}

void append_id(std::string& value, TermId id) {
  char bytes[kIdBytes];
  write_id(bytes, id);
  value.append(bytes, kIdBytes);
}

/// The new terms of one kind whose keys are the terms themselves.
void write_plain_ids(const PendingTerms& terms, IdKind which, ChangeSink& sink) {
  std::vector<NumberedString> strings;
  for (std::uint32_t i = 0; i < terms.new_terms(); ++i) {
    const TermBytes bytes = terms.new_bytes(i);
    if (bytes.kind == which && !has_hashed_key(bytes)) strings.emplace_back(bytes.payload, i);
  }
  sort_strings(strings);
  std::string key;
  char value[kIdBytes];
  for (std::size_t i = 0; i < strings.size(); ++i) {
    // Each stands somewhere else.
    constexpr std::size_t kAhead = 16;
    if (i + kAhead < strings.size()) __builtin_prefetch(strings[i + kAhead].string().data());
    key.assign(1, static_cast<char>(which));
    key += strings[i].string();
    write_id(value, terms.new_id(which, strings[i].number()));
    sink.put(key, {value, kIdBytes});
  }
}

/// The new terms whose keys are hashed. Those of the same key stand together in its value, after
/// those of the store.
void write_hashed_ids(const PendingTerms& terms, const StoreReader& store, ChangeSink& sink) {
  std::map<std::string, std::string> entries;
  for (std::uint32_t i = 0; i < terms.new_terms(); ++i) {
    const TermBytes bytes = terms.new_bytes(i);
    if (!has_hashed_key(bytes)) continue;
    const auto [at, is_new] = entries.try_emplace(ids_key(bytes));
    if (is_new && !store.view().get(Table::Ids, at->first, at->second)) at->second.clear();
    append_id(at->second, terms.new_id(i));
  }
  for (const auto& [key, value] : entries) sink.put(key, value);
}

}  // namespace

void append_term_changes(const PendingTerms& terms, const StoreReader& store,
                         std::vector<TableChange>& out) {
  if (terms.new_terms() == 0) return;
  out.push_back({Table::Ids, [&](ChangeSink& sink) {
                   for (const IdKind which : kKinds) write_plain_ids(terms, which, sink);
                   write_hashed_ids(terms, store, sink);
                 }});
  out.push_back({Table::Terms, [&](ChangeSink& sink) { write_terms(terms, sink); }});
}

}  // namespace kg
