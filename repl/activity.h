#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "repl/memory_option.h"
#include "repl/progress.h"
#include "repl/streams.h"

namespace repl {

/// What a command is busy with. On a terminal it is drawn over and over on one line, which a thread
/// of its own does, so that it goes on while the work is silent; a command of less than a second
/// draws nothing. Otherwise it is only remembered, for errors.
class Activity {
 public:
  /// `streams` must outlive it. `limit` is the memory that the work may have.
  explicit Activity(Streams& streams, std::optional<MemoryLimit> limit = std::nullopt);
  ~Activity();
  Activity(const Activity&) = delete;
  Activity& operator=(const Activity&) = delete;

  /// Says what the work is at. Costs little.
  void report(const Step& step);
  /// Erases the line until the next report. To be called before anything is written.
  void rest();
  /// What the work is or was at last, in words; empty if it never said so.
  std::string last() const;
  const std::optional<MemoryLimit>& limit() const { return limit_; }

 private:
  using Clock = std::chrono::steady_clock;

  void draw_on(std::stop_token stop);
  void draw(Clock::time_point now);
  void erase();

  Streams& streams_;
  std::optional<MemoryLimit> limit_;
  Clock::time_point start_ = Clock::now();
  mutable std::mutex mutex_;
  std::string stage_;
  std::string unit_;
  std::uint32_t round_ = 0;
  std::size_t done_ = 0;
  bool resting_ = true;
  bool drawn_ = false;
  /// The rate is that since the older of two marks, a few seconds back.
  struct Mark {
    Clock::time_point time;
    std::size_t done = 0;
  };
  Mark older_;
  Mark newer_;
  std::condition_variable_any waiting_;
  std::jthread drawing_;
};

/// Tells the activity of `streams`, where there is one; both must outlive it.
Progress progress_to(Streams& streams);

/// Tells a user that there was not enough memory, and for what. What the failed work took is given
/// back to the system, if it was freed before.
void report_no_memory(const std::bad_alloc& error, Streams& streams);

/// Tells the activity of `streams` for a while.
class Working {
 public:
  Working(Streams& streams, std::string_view stage);
  ~Working();
  Working(const Working&) = delete;
  Working& operator=(const Working&) = delete;

 private:
  Streams& streams_;
};

}  // namespace repl
