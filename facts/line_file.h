#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>

#include "facts/load.h"

namespace facts {

/// A file of lines, read in pieces of whole lines, so that it is never in memory as a whole.
class LineFile {
 public:
  /// Pieces have about so many bytes, more if a line has. The file and the diagnostics must outlive
  /// it.
  LineFile(const File& file, std::size_t piece_bytes, parser::Diagnostics& diagnostics);

  /// False at the end, and (with a diagnostic) if the file cannot be read or a line is too long.
  bool next(parser::Source& piece);
  /// Says which line the next piece begins with, once the last one has been read.
  void set_next_line(std::uint32_t line) { next_line_ = line; }
  bool at_end() const { return !stream_; }

 private:
  const File& file_;
  std::size_t piece_bytes_;
  parser::Diagnostics& diagnostics_;
  std::ifstream stream_;
  std::string rest_;  ///< of a line that the next piece goes on with
  std::uint32_t next_line_ = 1;
};

}  // namespace facts
