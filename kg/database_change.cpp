#include <rocksdb/sst_file_writer.h>
#include <rocksdb/write_batch.h>

#include <map>

#include "kg/file_lock.h"
#include "kg/in_parallel.h"
#include "kg/memory_limit.h"
#include "kg/rocks.h"
#include "kg/storage_error.h"
#include "kg/store_directory.h"

namespace kg {

namespace fs = std::filesystem;

namespace {

/// A file is closed when it has this many bytes, so that RocksDB can later merge one without the
/// others.
constexpr std::uint64_t kMaxFileBytes = std::uint64_t{256} << 20;

/// What a commit of so many entries wrote into RocksDB's memory goes to files soon after: opening
/// the store need not read it from the log again, and the size of a range can be estimated from
/// files only.
constexpr std::uint32_t kFlushedEntries = 10'000;

class BatchSink final : public ChangeSink {
 public:
  BatchSink(const RocksDatabase& database, rocksdb::WriteBatch& batch, Table table)
      : database_(database), batch_(batch), handle_(database.handle(table)) {}
  void put(std::string_view key, std::string_view value) override {
    database_.check(batch_.Put(handle_, slice(key), slice(value)), "write to");
  }
  void erase(std::string_view key) override {
    database_.check(batch_.Delete(handle_, slice(key)), "write to");
  }

 private:
  const RocksDatabase& database_;
  rocksdb::WriteBatch& batch_;
  rocksdb::ColumnFamilyHandle* handle_;
};

/// Writes sorted files, the first one when there is something to write.
class FileSink final : public ChangeSink {
 public:
  FileSink(const RocksDatabase& database, Table table, fs::path stem)
      : database_(database), handle_(database.handle(table)), stem_(std::move(stem)) {}

  void put(std::string_view key, std::string_view value) override {
    check_memory();
    prepare();
    database_.check(writer_->Put(slice(key), slice(value)), "write to");
  }
  void erase(std::string_view key) override {
    prepare();
    database_.check(writer_->Delete(slice(key)), "write to");
  }
  /// The files, in the order of their keys.
  std::vector<std::string> finish() {
    if (writer_) close();
    return files_;
  }

 private:
  void prepare() {
    if (writer_ && writer_->FileSize() >= kMaxFileBytes) close();
    if (writer_) return;
    files_.push_back(stem_.string() + "-" + std::to_string(files_.size()) + ".sst");
    const rocksdb::Options options = database_.db->GetOptions(handle_);
    // The pages of the file stay in memory: it will be read soon.
    writer_ = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), options, handle_,
                                                       /*invalidate_page_cache=*/false);
    database_.check(writer_->Open(files_.back()), "write to");
  }
  void close() {
    database_.check(writer_->Finish(), "write to");
    writer_.reset();
  }

  const RocksDatabase& database_;
  rocksdb::ColumnFamilyHandle* handle_;
  fs::path stem_;
  std::vector<std::string> files_;
  std::unique_ptr<rocksdb::SstFileWriter> writer_;
};

/// Keeps views of this process and readers of others from looking while a commit becomes visible,
/// and a limit of memory from ending the process.
struct CommitLock {
  explicit CommitLock(RocksDatabase& database)
      : views(database.commit),
        readers(lock_file(database.store), FileLock::Kind::Exclusive),
        process(commit_or_end()) {}

  std::unique_lock<std::shared_mutex> views;
  FileLock readers;
  std::unique_lock<std::mutex> process;
};

void apply_batch(RocksDatabase& database, std::span<const TableChange> changes) {
  rocksdb::WriteBatch batch;
  for (const TableChange& change : changes) {
    BatchSink sink(database, batch, change.table);
    change.write(sink);
  }
  rocksdb::WriteOptions options;
  options.sync = true;
  const CommitLock lock(database);
  database.check(database.db->Write(options, &batch), "write to");
  note_durable_commit();
  if (batch.Count() < kFlushedEntries) return;
  // In the background. Whatever becomes of it, the commit is in the log.
  rocksdb::FlushOptions flush;
  flush.wait = false;
  flush.allow_write_stall = true;
  database.db->Flush(flush, database.handles).PermitUncheckedError();
}

void apply_files(RocksDatabase& database, std::span<const TableChange> changes,
                 const fs::path& scratch) {
  std::vector<std::vector<std::string>> files(changes.size());
  in_parallel(changes.size(), [&](std::size_t i) {
    FileSink sink(database, changes[i].table, scratch / std::to_string(i));
    changes[i].write(sink);
    files[i] = sink.finish();
  });
  std::map<Table, rocksdb::IngestExternalFileArg> by_table;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (files[i].empty()) continue;
    rocksdb::IngestExternalFileArg& argument = by_table[changes[i].table];
    argument.column_family = database.handle(changes[i].table);
    argument.external_files.insert(argument.external_files.end(), files[i].begin(), files[i].end());
    argument.options.move_files = true;
    argument.options.write_global_seqno = false;
  }
  std::vector<rocksdb::IngestExternalFileArg> arguments;
  for (auto& [table, argument] : by_table) arguments.push_back(std::move(argument));
  if (arguments.empty()) return;
  const CommitLock lock(database);
  database.check(database.db->IngestExternalFiles(arguments), "write to");
  note_durable_commit();
}

/// Makes an empty directory, and takes it away with all that is in it.
class ScratchDirectory {
 public:
  explicit ScratchDirectory(const fs::path& path) : path_(path) {
    std::error_code error;
    fs::remove_all(path_, error);
    fs::create_directory(path_, error);
    if (error) {
      throw StorageError("cannot create the directory '" + path_.string() +
                         "': " + error.message());
    }
  }
  ~ScratchDirectory() {
    std::error_code error;  // what stays is deleted when the store is opened again
    fs::remove_all(path_, error);
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;

 private:
  fs::path path_;
};

}  // namespace

void Database::apply(std::span<const TableChange> changes, bool bulk) {
  if (!bulk) return apply_batch(*state_, changes);
  const fs::path scratch = bulk_directory(state_->store);
  const ScratchDirectory directory(scratch);
  apply_files(*state_, changes, scratch);
}

}  // namespace kg
