#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "kg/dictionary.h"

namespace repl {

/// Texts of terms, each made once, as long as there are no more than `limit`. What is printed by
/// the million repeats its terms, and a term is found here in one look.
class TermText {
 public:
  using Write = std::function<std::string(const rdf::Term&)>;

  TermText(const kg::Dictionary& dictionary, Write write,
           std::size_t limit = std::numeric_limits<std::size_t>::max());

  /// Stays where it is until this object goes; where there is a limit, until the next is asked for.
  std::string_view operator()(kg::TermId id) {
    for (std::size_t slot = home(id);; slot = (slot + 1) & (entries_.size() - 1)) {
      const Entry& entry = entries_[slot];
      if (entry.id == id) return entry.text;
      if (entry.id == kg::TermId::None) return add(id);
    }
  }

 private:
  struct Entry {
    kg::TermId id = kg::TermId::None;
    std::string_view text;
  };

  std::size_t home(kg::TermId id) const {
    return static_cast<std::size_t>((static_cast<std::uint64_t>(id) * 0x9E3779B97F4A7C15ULL) >>
                                    shift_);
  }
  std::string_view add(kg::TermId id);
  void put(const Entry& entry);
  void resize(std::size_t slots);
  std::string_view keep(std::string_view text);

  const kg::Dictionary& dictionary_;
  Write write_;
  std::size_t limit_;
  std::vector<Entry> entries_;  ///< open addressing, at most half full
  unsigned shift_ = 0;
  std::size_t size_ = 0;
  std::vector<std::unique_ptr<char[]>> chunks_;
  char* free_ = nullptr;
  std::size_t free_bytes_ = 0;
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
