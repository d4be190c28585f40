#pragma once

#include <rocksdb/db.h>

#include <array>
#include <filesystem>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

#include "kg/database.h"

/// RocksDB behind kg/database.h. Only database*.cpp, rocks_options.cpp and
/// benchmarks include this.
namespace kg {

struct RocksDatabase {
  std::filesystem::path store;
  std::unique_ptr<rocksdb::DB> db;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  /// Held alone while a commit becomes visible, shared while a view is taken: taking in files of
  /// several column families shows them to a snapshot that is taken in the midst of it only in
  /// part.
  mutable std::shared_mutex commit;

  rocksdb::ColumnFamilyHandle* handle(Table table) const {
    return handles[static_cast<std::size_t>(table)];
  }
  /// Throws StorageError unless all is well; `doing` completes "cannot …".
  void check(const rocksdb::Status& status, const char* doing) const;
  ~RocksDatabase();
};

struct RocksView {
  const RocksDatabase& database;
  const rocksdb::Snapshot* snapshot;
  rocksdb::ReadOptions options;
  /// Iterators that no cursor holds. Making one costs as much as a seek, so that they are used
  /// again.
  mutable std::mutex idle_mutex;
  mutable std::array<std::vector<std::unique_ptr<rocksdb::Iterator>>, kTableCount> idle;

  explicit RocksView(const RocksDatabase& of);
  ~RocksView();
};

struct RocksCursor {
  const RocksView& view;
  Table table;
  /// Where it ends, if it is one for a range. That one's iterator is not used again.
  std::string end;
  rocksdb::Slice bound;
  std::unique_ptr<rocksdb::Iterator> iterator;
};

/// The tables in the order of `Table`, with one block cache for all of them. docs/storage.md gives
/// the reasons for how they are kept.
std::vector<rocksdb::ColumnFamilyDescriptor> table_descriptors();
/// `directory` is that of the tables.
rocksdb::DBOptions database_options(OpenMode mode, const std::filesystem::path& directory);

inline rocksdb::Slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
inline std::string_view text(const rocksdb::Slice& s) { return {s.data(), s.size()}; }

}  // namespace kg
