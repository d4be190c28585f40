#pragma once

#include <string_view>

#include "kg/database.h"

namespace kg {

/// Looks up ascending keys in a table in one walk: steps over a few entries, and seeks when the
/// next key is farther.
class Leapfrog {
 public:
  explicit Leapfrog(Cursor cursor) : cursor_(std::move(cursor)) {}

  /// Whether the table has the key; it must not be less than the last one. Then `value` is its
  /// value, until the next call.
  bool find(std::string_view key) {
    constexpr int kSteps = 8;
    if (!started_) {
      cursor_.seek(key);
      started_ = true;
    }
    for (int step = 0; cursor_.valid() && cursor_.key() < key; ++step) {
      if (step == kSteps) {
        cursor_.seek(key);
        break;
      }
      cursor_.next();
    }
    return cursor_.valid() && cursor_.key() == key;
  }
  std::string_view value() const { return cursor_.value(); }

 private:
  Cursor cursor_;
  bool started_ = false;
};

}  // namespace kg
