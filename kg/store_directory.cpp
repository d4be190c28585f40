#include "kg/store_directory.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "kg/storage_error.h"

namespace kg {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kMagic = "warrant store\nformat ";
constexpr const char* kFormatFile = "FORMAT";
/// FORMAT while it is being written.
constexpr const char* kUnfinishedFile = "FORMAT.new";

std::string quoted(const fs::path& path) { return "'" + path.string() + "'"; }

[[noreturn]] void fail(const std::string& what, int error) {
  throw StorageError(what + ": " + std::strerror(error));
}

std::string format_text() { return std::string(kMagic) + std::to_string(kFormatVersion) + "\n"; }

void sync_path(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) fail("cannot open " + quoted(path), errno);
  const int result = ::fsync(file);
  const int error = errno;
  ::close(file);
  if (result != 0) fail("cannot write " + quoted(path) + " to disk", error);
}

void create(const fs::path& store) {
  std::error_code error;
  fs::create_directories(store, error);
  if (error) fail("cannot create the store " + quoted(store), error.value());
  const fs::path unfinished = store / kUnfinishedFile;
  std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
  out << format_text();
  out.close();
  if (!out) fail("cannot create the store " + quoted(store) + ": cannot write in it", errno);
  sync_path(unfinished);
  fs::rename(unfinished, store / kFormatFile, error);
  if (error) fail("cannot create the store " + quoted(store), error.value());
  sync_path(store);
}

/// Whether nothing stands there but what a killed creation may have left.
bool is_blank(const fs::path& store) {
  for (const auto& entry : fs::directory_iterator(store)) {
    if (entry.path().filename() != kUnfinishedFile) return false;
  }
  return true;
}

void check_format(const fs::path& store) {
  std::ifstream in(store / kFormatFile, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) fail("cannot read " + quoted(store / kFormatFile), errno);
  int version = 0;
  const char* digits = text.data() + std::min(kMagic.size(), text.size());
  const auto [end, error] = std::from_chars(digits, text.data() + text.size(), version);
  if (!text.starts_with(kMagic) || error != std::errc() || version < 1) {
    throw StorageError(quoted(store) +
                       " is not a Warrant store: its FORMAT file says something else. "
                       "Nothing was changed; name another directory");
  }
  if (version > kFormatVersion) {
    throw StorageError("the store " + quoted(store) + " has format " + std::to_string(version) +
                       ", and this program reads formats up to " + std::to_string(kFormatVersion) +
                       ". Nothing was changed; open it with a newer Warrant");
  }
}

/// RocksDB makes a new database where it finds no CURRENT file. If there are tables all the same,
/// that would lose them.
void check_tables(const fs::path& store) {
  const fs::path tables = tables_directory(store);
  if (!fs::exists(tables) || fs::exists(tables / "CURRENT")) return;
  for (const auto& entry : fs::directory_iterator(tables)) {
    if (entry.path().extension() == ".sst") {
      throw StorageError("the store " + quoted(store) +
                         " is damaged: the file tables/CURRENT is missing. Nothing was changed; "
                         "restore it from a backup, or load the sources into a new store");
    }
  }
}

void prepare(const fs::path& store, OpenMode mode) {
  const fs::file_status status = fs::status(store);
  if (!fs::exists(status)) {
    if (mode == OpenMode::ReadWrite) return create(store);
    throw StorageError("there is no store at " + quoted(store) + ". Load something to create it");
  }
  if (!fs::is_directory(status)) {
    throw StorageError(quoted(store) + " is a file, and a store is a directory. Name another path");
  }
  if (!fs::exists(store / kFormatFile)) {
    const bool blank = is_blank(store);
    if (blank && mode == OpenMode::ReadWrite) return create(store);
    throw StorageError(blank ? "the directory " + quoted(store) +
                                   " is empty: there is no store in it to read. Load something to "
                                   "create it"
                             : quoted(store) +
                                   " is not a Warrant store: it has files in it, but no FORMAT "
                                   "file. Nothing was changed; name another directory");
  }
  check_format(store);
  check_tables(store);
  if (mode == OpenMode::ReadOnly && !fs::exists(tables_directory(store) / "CURRENT")) {
    throw StorageError("the store " + quoted(store) +
                       " was never finished: there is nothing in it to read. Load something first");
  }
}

}  // namespace

fs::path tables_directory(const fs::path& store) { return store / "tables"; }
fs::path bulk_directory(const fs::path& store) { return store / "bulk"; }
fs::path lock_file(const fs::path& store) { return store / kFormatFile; }

void prepare_store_directory(const fs::path& store, OpenMode mode) {
  try {
    prepare(store, mode);
  } catch (const fs::filesystem_error& error) {
    throw StorageError("cannot open the store " + quoted(store) + ": " + error.code().message());
  }
}

std::uint64_t bytes_on_disk(const fs::path& store) {
  std::uint64_t bytes = 0;
  std::error_code error;
  // Files may go away while we count: those are passed over.
  for (auto at = fs::recursive_directory_iterator(store, error);
       !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    std::error_code gone;
    const std::uint64_t size = at->is_regular_file(gone) ? at->file_size(gone) : 0;
    if (!gone) bytes += size;
  }
  return bytes;
}

}  // namespace kg
