#include "kg/database.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "kg/file_lock.h"
#include "kg/rocks.h"
#include "kg/storage_error.h"
#include "kg/store_directory.h"

namespace kg {

namespace fs = std::filesystem;

namespace {

/// What the writer had done when we looked: the name of RocksDB's manifest, and its size.
std::string progress(const fs::path& directory) {
  std::ifstream in(directory / "CURRENT");
  std::string manifest;
  std::getline(in, manifest);
  std::error_code error;
  return manifest + " " + std::to_string(fs::file_size(directory / manifest, error));
}

struct Opened {
  rocksdb::Status status;
  std::unique_ptr<rocksdb::DB> db;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
};

Opened open_once(const fs::path& directory, OpenMode mode) {
  const auto families = table_descriptors();
  const rocksdb::DBOptions options = database_options(mode, directory);
  Opened opened;
  rocksdb::DB* db = nullptr;
  opened.status =
      mode == OpenMode::ReadWrite
          ? rocksdb::DB::Open(options, directory.string(), families, &opened.handles, &db)
          : rocksdb::DB::OpenForReadOnly(options, directory.string(), families, &opened.handles,
                                         &db);
  opened.db.reset(db);
  return opened;
}

void close(Opened& opened) {
  for (rocksdb::ColumnFamilyHandle* handle : opened.handles) {
    // The destruction fails for no handle of ours.
    if (opened.db) opened.db->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  }
  opened = {};
}

/// RocksDB reads the manifest first and the log after it. No commit is under way then, but RocksDB
/// may still be at work on its files in the process that writes: then the log may no longer be what
/// the manifest goes with, or files may be gone, and we look again.
Opened open_for_reading(const fs::path& directory) {
  constexpr int kTries = 100;
  constexpr std::chrono::milliseconds kPause{20};
  for (int tries = 1;; ++tries) {
    const std::string before = progress(directory);
    Opened opened = open_once(directory, OpenMode::ReadOnly);
    const bool undisturbed = progress(directory) == before;
    if (undisturbed || tries == kTries) return opened;
    close(opened);
    std::this_thread::sleep_for(kPause);
  }
}

bool is_locked(const rocksdb::Status& status) {
  const std::string message = status.ToString();
  return status.IsIOError() && (message.find("lock hold by current process") != std::string::npos ||
                                (message.find("lock") != std::string::npos &&
                                 message.find("temporarily unavailable") != std::string::npos));
}

}  // namespace

Database Database::open(const fs::path& store, OpenMode mode) {
  const std::string name = store.string();
  const fs::path directory = tables_directory(store);
  const bool writing = mode == OpenMode::ReadWrite;
  // Readers look while no commit is under way.
  const FileLock lock(lock_file(store),
                      writing ? FileLock::Kind::Exclusive : FileLock::Kind::Shared);
  Opened opened = writing ? open_once(directory, mode) : open_for_reading(directory);
  if (is_locked(opened.status)) {
    throw StorageError(
        "the store '" + name +
        "' is open for writing in another process, and only one can write at a time. "
        "Wait until that is done, or open the store read-only");
  }
  if (!opened.status.ok()) {
    throw StorageError("cannot open the store '" + name + "': " + opened.status.ToString());
  }
  auto state = std::make_unique<RocksDatabase>();
  state->store = store;
  state->db = std::move(opened.db);
  state->handles = std::move(opened.handles);
  return Database(std::move(state));
}

void RocksDatabase::check(const rocksdb::Status& status, const char* doing) const {
  if (status.ok()) return;
  std::string message = std::string("cannot ") + doing + " the store '" + store.string() + "': ";
  message += status.ToString();
  if (status.IsNoSpace()) message += ". Free some room on the disk and try again";
  if (status.IsCorruption()) {
    message +=
        ". The store is damaged: restore it from a backup, or load its sources into a new one";
  }
  throw StorageError(message);
}

RocksDatabase::~RocksDatabase() {
  Opened opened;
  opened.db = std::move(db);
  opened.handles = std::move(handles);
  close(opened);
}

Database::Database(std::unique_ptr<RocksDatabase> state) : state_(std::move(state)) {}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;

}  // namespace kg
