#pragma once

#include <stdexcept>
#include <string>

namespace kg {

/// The disk, RocksDB or a file failed us. The message says what failed, where, and what to do about
/// it. Caught in repl/.
class StorageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace kg
