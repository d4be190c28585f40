#include "repl/open_output.h"

#include <cerrno>
#include <cstring>
#include <ostream>

#include "kg/storage_error.h"

namespace repl {

std::ostream& open_output(const std::string& path, std::ofstream& file, std::ostream& standard) {
  if (path.empty()) return standard;
  errno = 0;
  file.open(path, std::ios::binary | std::ios::trunc);
  if (!file) {
    throw kg::StorageError("cannot write '" + path + "': " + std::strerror(errno));
  }
  return file;
}

void finish(std::ostream& out, const std::string& path) {
  errno = 0;
  out.flush();
  if (out) return;
  throw kg::StorageError("cannot write " + (path.empty() ? "the output" : "'" + path + "'") +
                         (errno ? std::string(": ") + std::strerror(errno) : ""));
}

}  // namespace repl
