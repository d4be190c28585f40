#include "kg/commit_sources.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "kg/commit_entries.h"
#include "kg/stored_values.h"

namespace kg {

namespace {

using Becomes = PendingSource::Becomes;

/// Collects entries.
class EntrySink final : public ChangeSink {
 public:
  void put(std::string_view key, std::string_view value) override {
    entries[std::string(key)] = value;
  }
  void erase(std::string_view key) override { entries[std::string(key)] = std::nullopt; }

  Entries entries;
};

std::uint32_t chunk_count(const PendingSource& source) {
  if (source.becomes != Becomes::Data) return 0;
  return static_cast<std::uint32_t>((source.quads + kChunkQuads - 1) / kChunkQuads);
}

Entries source_entries(const PendingState& pending) {
  Entries entries;
  for (const auto& [name, source] : pending.quads.sources()) {
    std::optional<std::string>& entry = entries[name];
    if (source.becomes != Becomes::Nothing) {
      const bool rules = source.becomes == Becomes::Rules;
      entry = write_source({source.id, rules, source.quads, chunk_count(source)});
    }
    const auto before = source.before ? std::optional(write_source(*source.before)) : std::nullopt;
    if (entry == before) entries.erase(name);
  }
  return entries;
}

Entries rule_entries(const PendingState& pending) {
  Entries entries;
  for (const auto& [name, source] : pending.quads.sources()) {
    const auto before = pending.store.rule_text(name);
    const auto after = source.becomes == Becomes::Rules ? std::optional(source.text) : std::nullopt;
    if (before != after) entries[source_key(source.id, 0)] = after;
  }
  return entries;
}

/// Writes the chunks of what some sources state, given by their ids, that differ from those of the
/// store. Needs to look at all that is stated.
class ChunkWriter {
 public:
  ChunkWriter(const PendingState& pending, ChangeSink& sink) : pending_(pending), sink_(sink) {}

  /// In ascending order of ids; more of them than fit into memory are written in several walks.
  void write() {
    std::map<std::uint32_t, const PendingSource*> sources;
    for (const auto& [name, source] : pending_.quads.sources()) sources[source.id] = &source;
    std::uint64_t quads = 0;
    for (const auto& [id, source] : sources) {
      if (quads != 0 && quads + source->quads > kQuadsAtOnce) {
        write_open();
        quads = 0;
      }
      quads += source->quads;
      open_.emplace(id, Open{source, {}, {}, {}});
    }
    write_open();
  }

 private:
  static constexpr std::uint64_t kQuadsAtOnce = 4'000'000;

  struct Open {
    const PendingSource* source = nullptr;
    QuadChunkWriter chunk;
    Quad last;
    std::vector<std::string> chunks;
  };

  void write_open() {
    // One source alone is written as it is read.
    direct_ = open_.size() == 1;
    Open* current = nullptr;
    std::uint32_t current_id = 0;
    for (const StatedQuad& stated : pending_.quads.stated()) {
      const std::uint32_t source = pending_.quads.statement_of(stated).source;
      if (current == nullptr || source != current_id) {
        const auto at = open_.find(source);
        if (at == open_.end()) continue;
        current = &at->second;
        current_id = source;
      }
      add(*current, pending_.quads.quad_of(stated));
    }
    for (auto& [id, open] : open_) {
      if (open.chunk.size() != 0) finish_chunk(open);
      for (std::uint32_t i = 0; i < open.chunks.size() && !direct_; ++i) {
        put(open, i, open.chunks[i]);
      }
      const std::uint32_t before = open.source->before ? open.source->before->chunks : 0;
      for (std::uint32_t i = chunk_count(*open.source); i < before; ++i) {
        sink_.erase(source_key(id, i));
      }
    }
    open_.clear();
  }

  void add(Open& open, const Quad& quad) {
    if (open.chunk.size() != 0 && open.last == quad) return;
    if (open.chunk.size() == kChunkQuads) finish_chunk(open);
    open.chunk.add(quad);
    open.last = quad;
  }

  void finish_chunk(Open& open) {
    open.chunks.push_back(open.chunk.take());
    if (!direct_) return;
    put(open, static_cast<std::uint32_t>(open.chunks.size() - 1), open.chunks.back());
    open.chunks.back() = {};
  }

  void put(const Open& open, std::uint32_t number, const std::string& chunk) {
    const std::string key = source_key(open.source->id, number);
    const bool same = open.source->before && number < open.source->before->chunks &&
                      pending_.store.view().get(Table::SourceQuads, key, stored_) &&
                      stored_ == chunk;
    if (!same) sink_.put(key, chunk);
  }

  const PendingState& pending_;
  ChangeSink& sink_;
  std::map<std::uint32_t, Open> open_;
  bool direct_ = false;
  std::string stored_;
};

void append_chunks(const PendingState& pending, std::vector<TableChange>& out) {
  if (pending.quads.stated().size() > kBulkChanges) {
    out.push_back(
        {Table::SourceQuads, [&pending](ChangeSink& sink) { ChunkWriter(pending, sink).write(); }});
    return;
  }
  // Few enough to see first whether there are any.
  EntrySink entries;
  ChunkWriter(pending, entries).write();
  append_entries(Table::SourceQuads, std::move(entries.entries), out);
}

}  // namespace

void append_source_changes(const PendingState& pending, std::vector<TableChange>& out) {
  append_chunks(pending, out);
  append_entries(Table::Sources, source_entries(pending), out);
  append_entries(Table::RuleTexts, rule_entries(pending), out);
}

}  // namespace kg
