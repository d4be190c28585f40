#include "kg/consistency.h"

#include "kg/key_encoding.h"
#include "kg/leapfrog.h"
#include "kg/term_id.h"
#include "kg/varint.h"

namespace kg {

namespace {

/// How many entries a table has and a sum that tells which: tables with the same sum hold the same
/// entries, but by a rare chance. Adding does not depend on the order.
struct Digest {
  std::uint64_t entries = 0;
  std::uint64_t sum = 0;

  void add(const Quad& quad, std::uint64_t extra = 0) {
    std::uint64_t h = std::hash<Triple>()(quad.triple) ^ static_cast<std::uint64_t>(quad.graph);
    h = (h ^ extra << 32) * 0xD6E8FEB86659FD93ULL;
    sum += h ^ h >> 32;
    ++entries;
  }
  bool operator==(const Digest&) const = default;
};

class Checker {
 public:
  explicit Checker(const StoreReader& store) : store_(store) {}

  std::vector<std::string> run() {
    check_orders();
    check_inferences();
    check_statements();
    check_terms();
    check_ids();
    return std::move(problems_);
  }

 private:
  void expect(bool holds, const std::string& problem) {
    if (!holds) problems_.push_back(problem);
  }

  template <typename Visit>
  void each(Table table, const Visit& visit) const {
    Cursor cursor = store_.view().cursor(table);
    for (cursor.seek(""); cursor.valid(); cursor.next()) visit(cursor.key(), cursor.value());
  }

  bool is_known(TermId id) const {
    if (is_inline(id)) return true;
    return level(id) == 0 && serial(id) != 0 && serial(id) <= store_.counts().terms;
  }

  void check_orders() {
    std::array<Digest, 3> digests;
    std::uint64_t unknown = 0;
    for (const auto& [table, order] :
         {std::pair(Table::Spo, KeyOrder::Spo), std::pair(Table::Pos, KeyOrder::Pos),
          std::pair(Table::Osp, KeyOrder::Osp)}) {
      each(table, [&, order = order](std::string_view key, std::string_view) {
        const Quad quad = read_quad_key(order, key);
        digests[static_cast<std::size_t>(order)].add(quad);
        const Triple& t = quad.triple;
        if (!is_known(t.subject) || !is_known(t.predicate) || !is_known(t.object)) ++unknown;
        if (quad.graph != TermId::None && !is_known(quad.graph)) ++unknown;
      });
    }
    expect(digests[0] == digests[1], "POS does not hold the same quads as SPO");
    expect(digests[0] == digests[2], "OSP does not hold the same quads as SPO");
    expect(digests[0].entries == store_.counts().asserted, "the count of asserted quads is wrong");
    expect(unknown == 0, "quads have terms that the dictionary does not have");
  }

  void check_inferences() {
    std::array<Digest, 3> digests;
    std::uint64_t asserted = 0;
    Leapfrog base(store_.view().cursor(Table::Spo));
    for (const auto& [table, order] : {std::pair(Table::InferredSpo, KeyOrder::Spo),
                                       std::pair(Table::InferredPos, KeyOrder::Pos),
                                       std::pair(Table::InferredOsp, KeyOrder::Osp)}) {
      each(table, [&, order = order](std::string_view key, std::string_view value) {
        const Triple triple = read_triple_key(order, key);
        digests[static_cast<std::size_t>(order)].add({triple}, take_varint(value));
        if (order == KeyOrder::Spo && base.find(view(quad_key(order, {triple})))) ++asserted;
      });
    }
    expect(digests[0] == digests[1], "inferred POS does not hold the same triples as SPO");
    expect(digests[0] == digests[2], "inferred OSP does not hold the same triples as SPO");
    expect(digests[0].entries == store_.counts().inferred, "the count of inferences is wrong");
    expect(asserted == 0, "inferred triples are asserted too");
  }

  /// Quads name the sources that state them, and sources the quads.
  void check_statements() {
    std::map<std::uint32_t, Digest> by_quad;
    std::map<std::uint32_t, Digest> by_source;
    each(Table::Spo, [&](std::string_view key, std::string_view value) {
      const Quad quad = read_quad_key(KeyOrder::Spo, key);
      const std::vector<StoredStatement> statements = read_statements(value);
      expect(!statements.empty(), "a quad is stated nowhere");
      for (std::size_t i = 0; i < statements.size(); ++i) {
        const bool again = i != 0 && statements[i - 1].source == statements[i].source;
        if (!again) by_quad[statements[i].source].add(quad);
      }
    });
    for (const auto& [name, source] : store_.sources()) {
      expect(source.id != 0 && source.id <= store_.counts().sources, "a source has no number");
      if (source.rules) {
        expect(store_.rule_text(name).has_value(), "the text of " + name + " is missing");
        continue;
      }
      const std::vector<Quad> quads = store_.quads_of(source);
      expect(quads.size() == source.quads, "the count of quads of " + name + " is wrong");
      for (const Quad& quad : quads) by_source[source.id].add(quad);
    }
    expect(by_quad == by_source, "quads and sources do not agree on who states what");
    std::uint64_t chunks = 0;
    each(Table::SourceQuads, [&](std::string_view, std::string_view) { ++chunks; });
    for (const auto& [name, source] : store_.sources()) chunks -= source.chunks;
    expect(chunks == 0, "quads are kept for a source that is not there");
  }

  void check_terms() {
    std::uint64_t terms = 0;
    std::uint64_t missing = 0;
    each(Table::Terms, [&](std::string_view key, std::string_view payload) {
      ++terms;
      const TermId id = read_id(key.data());
      if (!is_known(id) || store_.find(TermBytes{kind(id), payload}) != id) ++missing;
    });
    expect(terms == store_.counts().terms, "the count of terms is wrong");
    expect(missing == 0, "terms are not found by their text");
  }

  void check_ids() {
    std::uint64_t ids = 0;
    each(Table::Ids,
         [&](std::string_view, std::string_view value) { ids += value.size() / kIdBytes; });
    expect(ids == store_.counts().terms, "texts without terms stand in the dictionary");
  }

  const StoreReader& store_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> inconsistencies(const StoreReader& store) { return Checker(store).run(); }

}  // namespace kg
