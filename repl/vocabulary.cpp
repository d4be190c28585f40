#include "repl/vocabulary.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "facts/vocabulary_check.h"
#include "kg/term_id.h"
#include "rules/vocabulary_check.h"

namespace repl {

namespace {

/// Two graphs as one: files in memory, and a store without what they replace.
class Together final : public kg::GraphView, public kg::Provenance {
 public:
  Together(const kg::MemoryGraph& files, const kg::Snapshot* store, std::set<std::string> names)
      : files_(files), store_(store), names_(std::move(names)) {}

  bool scan(const kg::TripleMask& mask, kg::Part part,
            const kg::TripleVisitor& visit) const override {
    if (!files_.scan(mask, part, visit)) return false;
    if (store_ == nullptr || above_store(mask)) return true;
    return store_->scan(mask, part, [&](const kg::Triple& triple, kg::Order order) {
      const bool elsewhere = files_.find(triple, part) || replaced(triple);
      return elsewhere || visit(triple, order);
    });
  }

  std::optional<kg::Order> find(const kg::Triple& triple, kg::Part part) const override {
    if (const auto order = files_.find(triple, part)) return order;
    if (store_ == nullptr || above_store({triple.subject, triple.predicate, triple.object})) {
      return std::nullopt;
    }
    const auto order = store_->find(triple, part);
    return order && !replaced(triple) ? order : std::nullopt;
  }

  std::size_t estimate(const kg::TripleMask& mask, kg::Part part) const override {
    const bool alone = store_ == nullptr || above_store(mask);
    return files_.estimate(mask, part) + (alone ? 0 : store_->estimate(mask, part));
  }

  std::vector<kg::Statement> statements(const kg::Triple& triple) const override {
    std::vector<kg::Statement> result = files_.statements(triple);
    if (store_ == nullptr || above_store({triple.subject, triple.predicate, triple.object})) {
      return result;
    }
    for (kg::Statement& statement : store_->statements(triple)) {
      if (!names_.contains(statement.source)) result.push_back(std::move(statement));
    }
    std::sort(result.begin(), result.end());
    return result;
  }

 private:
  /// Terms that the files brought: the store knows none of their ids.
  static bool above_store(const kg::TripleMask& mask) {
    const auto above = [](kg::TermId term) { return !kg::is_inline(term) && kg::level(term) > 0; };
    return above(mask.subject) || above(mask.predicate) || above(mask.object);
  }

  bool replaced(const kg::Triple& triple) const {
    const std::vector<kg::Statement> statements = store_->statements(triple);
    return !statements.empty() &&
           std::all_of(statements.begin(), statements.end(), [&](const kg::Statement& statement) {
             return names_.contains(statement.source);
           });
  }

  const kg::MemoryGraph& files_;
  const kg::Snapshot* store_;
  std::set<std::string> names_;
};

std::set<std::string> names_of(std::span<const facts::File> files) {
  std::set<std::string> names;
  for (const facts::File& file : files) names.insert(file.name);
  return names;
}

}  // namespace

void check_data_vocabulary(std::span<const facts::File> files, const ontology::Schema& schema,
                           const kg::GraphView& graph, const kg::Provenance& provenance,
                           kg::Interner& terms, bool strict, parser::Diagnostics& diagnostics) {
  if (schema.empty()) return;
  facts::VocabularyCheck check(schema, graph, provenance, terms, strict, diagnostics);
  for (const facts::File& file : files) {
    if (file.kind != facts::FileKind::Data) continue;
    parser::Diagnostics ignored;
    const auto source = facts::read(file, ignored);
    if (source) check.check(*source, *parser::rdf_format(file.name));
  }
}

struct CheckedKnowledge::State {
  std::vector<facts::File> files;
  kg::MemoryDictionary nothing;
  kg::ScratchDictionary terms;
  kg::MemoryGraph stated;
  Together together;

  State(std::span<const facts::File> all, const kg::Snapshot* store)
      : files(all.begin(), all.end()),
        terms(store != nullptr ? static_cast<const kg::Dictionary&>(*store) : nothing),
        together(stated, store, names_of(all)) {}
};

CheckedKnowledge::CheckedKnowledge(std::span<const facts::File> files, const kg::Snapshot* store)
    : state_(std::make_unique<State>(files, store)) {
  for (const facts::File& file : files) {
    if (file.kind != facts::FileKind::Data) continue;
    parser::Diagnostics ignored;
    parser::Prefixes prefixes;
    const auto source = facts::read(file, ignored);
    if (!source) continue;
    facts::read_data(
        *source, *parser::rdf_format(file.name), state_->terms,
        [&](const kg::Quad& quad, std::uint32_t line) {
          if (quad.graph == kg::TermId::None) {
            state_->stated.assert_triple(quad.triple, {file.name, line});
          }
        },
        prefixes, ignored);
  }
}

CheckedKnowledge::~CheckedKnowledge() = default;

void CheckedKnowledge::check(std::span<const rules::RuleSource> rules, bool strict,
                             parser::Diagnostics& diagnostics) {
  const ontology::Schema schema(state_->together, state_->terms);
  check_data_vocabulary(state_->files, schema, state_->together, state_->together, state_->terms,
                        strict, diagnostics);
  rules::check_vocabulary(rules, schema, state_->together, state_->terms, strict, diagnostics);
}

}  // namespace repl
