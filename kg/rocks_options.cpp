#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <array>
#include <memory>

#include "kg/rocks.h"

namespace kg {

namespace {

constexpr std::array<const char*, kTableCount> kTableNames = {
    "default",      "terms",        "ids",          "spo",     "pos",          "osp",
    "inferred_spo", "inferred_pos", "inferred_osp", "sources", "source_quads", "rule_texts"};

constexpr std::size_t kBlockCacheBytes = std::size_t{128} << 20;
constexpr std::size_t kBlockBytes = std::size_t{8} << 10;
constexpr std::size_t kWriteBufferBytes = std::size_t{16} << 20;
/// Bounds what opening a store has to read again from the log.
constexpr std::uint64_t kMaxLogBytes = std::uint64_t{32} << 20;
constexpr int kBloomBitsPerKey = 10;

/// Keeps no log: a reader writes nothing into the store, not even that.
class NoLog final : public rocksdb::Logger {
 public:
  NoLog() : rocksdb::Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  void Logv(const char*, va_list) override {}
};

/// Filters for the tables in which single keys are looked up that may be missing: does a term, a
/// triple exist? Scans seek and would not use them, and whoever has an id knows that its term
/// exists. Filters on prefixes were turned down: they pay only where most of the prefixes that are
/// looked up are missing.
bool has_filter(Table table) {
  return table == Table::Ids || table == Table::Spo || table == Table::InferredSpo;
}

rocksdb::ColumnFamilyOptions table_options(Table table,
                                           const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions blocks;
  blocks.block_cache = cache;
  blocks.block_size = kBlockBytes;
  blocks.format_version = 5;
  // Indexes and filters are read when they are needed, and in parts, so that opening takes the same
  // time however big the store is. Whole, the filter of three million keys did not fit into its
  // shard of the cache and was read for every key.
  blocks.cache_index_and_filter_blocks = true;
  blocks.cache_index_and_filter_blocks_with_high_priority = true;
  blocks.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  blocks.partition_filters = true;
  if (has_filter(table)) {
    blocks.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
  }
  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
  options.compression = rocksdb::kLZ4Compression;
  options.write_buffer_size = kWriteBufferBytes;
  return options;
}

}  // namespace

std::vector<rocksdb::ColumnFamilyDescriptor> table_descriptors() {
  const auto cache = rocksdb::NewLRUCache(kBlockCacheBytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> tables;
  for (std::size_t i = 0; i < kTableCount; ++i) {
    tables.emplace_back(kTableNames[i], table_options(static_cast<Table>(i), cache));
  }
  return tables;
}

rocksdb::DBOptions database_options(OpenMode mode, const std::filesystem::path& directory) {
  rocksdb::DBOptions options;
  options.create_if_missing =
      mode == OpenMode::ReadWrite && !std::filesystem::exists(directory / "CURRENT");
  options.create_missing_column_families = mode == OpenMode::ReadWrite;
  options.max_total_wal_size = kMaxLogBytes;
  // RocksDB would start as many threads for each table.
  options.max_file_opening_threads = 1;
  // All files are held open, so that a reader keeps those that the writer deletes meanwhile.
  options.max_open_files = -1;
  options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  options.max_log_file_size = std::size_t{1} << 20;
  options.keep_log_file_num = 2;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  if (mode == OpenMode::ReadOnly) options.info_log = std::make_shared<NoLog>();
  return options;
}

}  // namespace kg
