#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kg/byte_arena.h"
#include "kg/rdf/term_view.h"
#include "kg/term_encoding.h"

namespace kg {

/// Quads on their way from a text into a transaction: their terms are bytes still, as a dictionary
/// has them, with their hashes. So one thread can read a text while another looks up its terms.
class QuadBatch {
 public:
  struct Entry {
    /// Of a term that its id holds; else the rest says what the term is.
    TermId id = TermId::None;
    std::uint64_t hash = 0;
    /// Of a triple term the payload is a `Components`.
    TermBytes bytes;
  };
  /// The numbers of entries that stand before that of their triple term.
  using Components = std::array<std::uint32_t, 3>;
  static constexpr std::uint32_t kDefaultGraph = 0xFFFFFFFF;
  struct Row {
    std::array<std::uint32_t, 3> terms{};  ///< numbers of entries
    std::uint32_t graph = kDefaultGraph;   ///< likewise
    std::uint32_t line = 0;
  };

  QuadBatch();

  /// Begins anew, with quads from a text that stays where it is: terms are copied only if they do
  /// not stand in it as they are. `blank_prefix` is put before all labels of blank nodes.
  void start(std::string_view text, std::string_view blank_prefix);
  /// `graph` may be null: the default graph.
  void add(const rdf::TermView& subject, const rdf::TermView& predicate,
           const rdf::TermView& object, const rdf::TermView* graph, std::uint32_t line);

  std::span<const Entry> entries() const { return entries_; }
  std::span<const Row> rows() const { return rows_; }

 private:
  std::uint32_t entry_of(const rdf::TermView& term);
  std::uint32_t triple_term(const rdf::TermView& term);
  std::uint32_t append(const Entry& entry);
  /// The bytes of a simple term, where they stay.
  TermBytes encode(const rdf::TermView& term);
  std::string_view keep(std::string_view bytes);

  std::string_view text_;
  std::string blank_prefix_;
  std::vector<Entry> entries_;
  std::vector<Row> rows_;
  ByteArena arena_;
  std::string buffer_;
  /// Numbers of entries that were made lately, by their hashes: subjects, predicates and classes
  /// come again soon.
  std::vector<std::uint32_t> recent_;
};

}  // namespace kg
