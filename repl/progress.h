#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "rules/evaluate.h"

/// How work that may take long says how far it is.
namespace repl {

/// How far it is.
struct Step {
  std::string_view stage;   ///< what is being done: `reading facts.nt`
  std::uint32_t round = 0;  ///< of reasoning; 0 for none
  std::size_t done = 0;
  std::string_view unit = {};  ///< what is counted, in the plural
};

/// Told now and then during long work, and without a stage when it is over.
using Progress = std::function<void(const Step&)>;

/// `reasoning (round 3, 1,234 conclusions)`
std::string in_words(const Step& step);
/// `round 3`, `1,234 conclusions`; empty where there is none.
std::string round_in_words(const Step& step);
std::string amount_in_words(const Step& step);

/// What a run of the rules is to tell, so that it is told to `progress`.
std::function<void(const rules::RunProgress&)> reasoning_progress(Progress progress);

/// Says that work is over when it goes, however that comes about.
class Operation {
 public:
  /// `progress` must outlive it.
  explicit Operation(const Progress& progress) : progress_(progress) {}
  ~Operation() {
    if (progress_) progress_({});
  }
  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;

 private:
  const Progress& progress_;
};

/// Who looks after long work: may stop it, and is told how far it is.
struct Supervision {
  const std::atomic<bool>* cancel = nullptr;
  Progress progress;
};

}  // namespace repl
