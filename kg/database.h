#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "kg/triple_store.h"

/// The ordered tables under a store. What knows RocksDB is database.cpp and its neighbours, nothing
/// else; docs/storage.md says what the tables hold.
namespace kg {

enum class Table : std::uint8_t {
  Metadata,
  Terms,  ///< id → term
  Ids,    ///< term → id
  Spo,    ///< asserted quads, with their statements
  Pos,
  Osp,
  InferredSpo,  ///< inferred triples, with their order
  InferredPos,
  InferredOsp,
  Sources,      ///< name → source
  SourceQuads,  ///< source → what it states
  RuleTexts     ///< source → its text
};
inline constexpr std::size_t kTableCount = 12;

struct RocksDatabase;
struct RocksView;
struct RocksCursor;

/// Takes the new entries of a table in ascending order of keys, each key once.
class ChangeSink {
 public:
  virtual ~ChangeSink() = default;
  virtual void put(std::string_view key, std::string_view value) = 0;
  virtual void erase(std::string_view key) = 0;
};

struct TableChange {
  Table table = Table::Metadata;
  /// Called once, perhaps in another thread and at the same time as those of other tables.
  std::function<void(ChangeSink&)> write;
};

/// Walks over a table in the order of its keys. Belongs to a view. Throws StorageError if the disk
/// fails.
class Cursor {
 public:
  ~Cursor();
  Cursor(Cursor&&) noexcept;
  Cursor& operator=(Cursor&&) = delete;

  /// Goes to the first key that is `key` or after it.
  void seek(std::string_view key);
  void next();
  bool valid() const;
  /// Good until the cursor moves.
  std::string_view key() const;
  std::string_view value() const;
  /// Whether the cursor stands at a key that starts with `prefix`.
  bool within(std::string_view prefix) const { return valid() && key().starts_with(prefix); }

 private:
  friend class DatabaseView;
  explicit Cursor(std::unique_ptr<RocksCursor> state);
  std::unique_ptr<RocksCursor> state_;
};

/// A consistent state of all tables. Safe for several threads, but each needs cursors of its own.
class DatabaseView {
 public:
  ~DatabaseView();
  DatabaseView(DatabaseView&&) noexcept;
  DatabaseView& operator=(DatabaseView&&) noexcept;

  /// False if there is no such key.
  bool get(Table table, std::string_view key, std::string& value) const;
  Cursor cursor(Table table) const;
  /// One that stands at the first key that is not before `from`, if that is before `to`, and goes
  /// no farther: to go once through much, without driving other things out of memory.
  Cursor cursor(Table table, std::string_view from, std::string_view to) const;
  /// About how many bytes the keys from `from` up to `to` take on disk.
  std::uint64_t approximate_bytes(Table table, std::string_view from, std::string_view to) const;

 private:
  friend class Database;
  explicit DatabaseView(std::unique_ptr<RocksView> state);
  std::unique_ptr<RocksView> state_;
};

class Database {
 public:
  /// Opens the tables of a store whose directory has been prepared (kg/store_directory.h). Throws
  /// StorageError.
  static Database open(const std::filesystem::path& store, OpenMode mode);
  ~Database();
  Database(Database&&) noexcept;
  Database& operator=(Database&&) = delete;

  DatabaseView view() const;
  /// Applies all changes or none; they are on disk when it returns. `bulk` is for many: it writes
  /// sorted files and takes them in, while a small change goes through the log. Changes of the same
  /// table must have no key in common, nor keys in between each other's.
  void apply(std::span<const TableChange> changes, bool bulk);

 private:
  explicit Database(std::unique_ptr<RocksDatabase> state);
  std::unique_ptr<RocksDatabase> state_;
};

}  // namespace kg
