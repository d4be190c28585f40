#pragma once

#include <cstdint>
#include <filesystem>

namespace kg {

/// Holds an advisory lock (flock) on a file as long as it lives; waits for it. The system takes the
/// lock from a process that dies. Throws StorageError if the file cannot be opened.
class FileLock {
 public:
  enum class Kind : std::uint8_t { Shared, Exclusive };
  FileLock(const std::filesystem::path& file, Kind kind);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace kg
