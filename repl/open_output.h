#pragma once

#include <fstream>
#include <iosfwd>
#include <string>

namespace repl {

/// Opens `path` in `file` and returns that, or for an empty path `standard`. Throws
/// kg::StorageError if it cannot be written.
std::ostream& open_output(const std::string& path, std::ofstream& file, std::ostream& standard);

/// Throws kg::StorageError if something could not be written, e.g. for a full disk.
void finish(std::ostream& out, const std::string& path);

}  // namespace repl
