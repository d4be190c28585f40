#include "facts/line_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

namespace facts {

namespace {

constexpr std::size_t kLongestLine = std::size_t{1} << 30;

}  // namespace

LineFile::LineFile(const File& file, std::size_t piece_bytes, parser::Diagnostics& diagnostics)
    : file_(file), piece_bytes_(piece_bytes), diagnostics_(diagnostics) {
  errno = 0;
  stream_.open(file.path, std::ios::binary);
  if (!stream_) report_unreadable(file, diagnostics);
}

bool LineFile::next(parser::Source& piece) {
  if (!stream_) return false;
  piece.name = file_.name;
  piece.first_line = next_line_;
  piece.text.assign(rest_);
  rest_.clear();
  for (bool whole = false; !whole;) {
    // Of a long line more is read each time, so that it is not gone through again too often.
    const std::size_t old = piece.text.size();
    const std::size_t wanted = std::max(piece_bytes_, old);
    piece.text.resize(old + wanted);
    stream_.read(piece.text.data() + old, static_cast<std::streamsize>(wanted));
    piece.text.resize(old + static_cast<std::size_t>(stream_.gcount()));
    if (!stream_) break;
    const std::size_t end = piece.text.rfind('\n') + 1;
    whole = end != 0;
    if (whole) {
      rest_.assign(piece.text, end);
      piece.text.resize(end);
    } else if (piece.text.size() > kLongestLine) {
      diagnostics_.error("too-large", fmt::format("line {} of '{}' has more than {} bytes",
                                                  next_line_, file_.name, kLongestLine));
      stream_.setstate(std::ios::failbit);
      return false;
    }
  }
  if (!stream_ && !stream_.eof()) report_unreadable(file_, diagnostics_);
  return true;
}

}  // namespace facts
