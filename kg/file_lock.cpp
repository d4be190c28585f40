#include "kg/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "kg/storage_error.h"

namespace kg {

FileLock::FileLock(const std::filesystem::path& file, Kind kind)
    : descriptor_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
  int result = descriptor_;
  while (result >= 0 && ::flock(descriptor_, kind == Kind::Shared ? LOCK_SH : LOCK_EX) != 0) {
    if (errno != EINTR) result = -1;
  }
  if (result >= 0) return;
  const std::string reason = std::strerror(errno);
  if (descriptor_ >= 0) ::close(descriptor_);
  throw StorageError("cannot lock '" + file.string() + "': " + reason);
}

FileLock::~FileLock() { ::close(descriptor_); }

}  // namespace kg
