#include "kg/commit_terms.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

#include "kg/key_encoding.h"
#include "kg/term_id.h"
#include "kg/term_sort.h"

namespace kg {

namespace {

void write_terms(const PendingTerms& terms, ChangeSink& sink) {
  // Keys are ids, and the kind of an id stands before its serial.
  std::vector<std::uint32_t> order(terms.new_terms());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return kind(terms.new_id(a)) < kind(terms.new_id(b));
  });
  char key[kIdBytes];
  for (const std::uint32_t i : order) {
    write_id(key, terms.new_id(i));
    sink.put({key, kIdBytes}, terms.new_bytes(i).payload);
  }
}

void append_id(std::string& value, TermId id) {
  char bytes[kIdBytes];
  write_id(bytes, id);
  value.append(bytes, kIdBytes);
}

/// The new terms of one kind whose keys are the terms themselves.
void write_plain_ids(const PendingTerms& terms, IdKind which, ChangeSink& sink) {
  std::vector<std::uint32_t> numbers;
  std::vector<std::string_view> payloads;
  for (std::uint32_t i = 0; i < terms.new_terms(); ++i) {
    const TermBytes bytes = terms.new_bytes(i);
    if (bytes.kind != which || has_hashed_key(bytes)) continue;
    numbers.push_back(i);
    payloads.push_back(bytes.payload);
  }
  std::string key;
  std::string value;
  for (const std::uint32_t at : sort_strings(payloads)) {
    key.assign(1, static_cast<char>(which));
    key += payloads[at];
    value.clear();
    append_id(value, terms.new_id(numbers[at]));
    sink.put(key, value);
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
                   for (const IdKind which : {IdKind::BlankNode, IdKind::Iri, IdKind::String,
                                              IdKind::Literal, IdKind::TripleTerm}) {
                     write_plain_ids(terms, which, sink);
                   }
                   write_hashed_ids(terms, store, sink);
                 }});
  out.push_back({Table::Terms, [&](ChangeSink& sink) { write_terms(terms, sink); }});
}

}  // namespace kg
