#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <ostream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "kg/dictionary.h"

namespace repl {

/// Texts of terms, each made once, as long as there are no more than `limit`.
class TermText {
 public:
  using Write = std::function<std::string(const rdf::Term&)>;

  TermText(const kg::Dictionary& dictionary, Write write,
           std::size_t limit = std::numeric_limits<std::size_t>::max())
      : dictionary_(dictionary), write_(std::move(write)), limit_(limit) {}

  /// Stays where it is until this object goes; where there is a limit, until the next is asked for.
  const std::string& operator()(kg::TermId id) {
    if (texts_.size() >= limit_) texts_.clear();
    const auto [entry, added] = texts_.try_emplace(id);
    if (added) entry->second = write_(dictionary_.term(id));
    return entry->second;
  }

 private:
  const kg::Dictionary& dictionary_;
  Write write_;
  std::size_t limit_;
  std::unordered_map<kg::TermId, std::string> texts_;
};

/// Collects text and passes it to a stream in large pieces.
class Output {
 public:
  explicit Output(std::ostream& out) : out_(out) {}
  ~Output() { flush(); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  Output& operator<<(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= kPiece) flush();
    return *this;
  }

 private:
  static constexpr std::size_t kPiece = 1 << 16;

  void flush() {
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
  }

  std::ostream& out_;
  std::string buffer_;
};

}  // namespace repl
