#include "repl/activity.h"

#include <malloc.h>

#include <ostream>
#include <utility>

#include "kg/background_thread.h"
#include "kg/memory_limit.h"
#include "repl/progress_line.h"

namespace repl {

namespace {

constexpr std::chrono::milliseconds kQuiet{1000};  // work that is done by then draws nothing
constexpr std::chrono::milliseconds kFrame{200};
constexpr std::chrono::seconds kMark{3};
constexpr std::size_t kUsualColumns = 80;

}  // namespace

Activity::Activity(Streams& streams, std::optional<MemoryLimit> limit)
    : streams_(streams), limit_(limit) {
  if (!streams.err_is_terminal) return;
  drawing_ = kg::background_thread([this](std::stop_token stop) { draw_on(std::move(stop)); });
}

Activity::~Activity() {
  if (drawing_.joinable()) {
    drawing_.request_stop();
    drawing_.join();
  }
  erase();
}

void Activity::report(const Step& step) {
  if (step.stage.empty()) return rest();
  const std::lock_guard lock(mutex_);
  if (step.stage != stage_ || step.unit != unit_) {
    stage_ = step.stage;
    unit_ = step.unit;
    older_ = newer_ = {Clock::now(), 0};
  }
  round_ = step.round;
  done_ = step.done;
  if (resting_) start_ = Clock::now();
  resting_ = false;
}

void Activity::rest() {
  const std::lock_guard lock(mutex_);
  resting_ = true;
  erase();
}

std::string Activity::last() const {
  const std::lock_guard lock(mutex_);
  return in_words({stage_, round_, done_, unit_});
}

void Activity::draw_on(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    const Clock::time_point now = Clock::now();
    if (!resting_ && now - start_ >= kQuiet) draw(now);
    waiting_.wait_for(lock, stop, kFrame, [] { return false; });
  }
}

void Activity::draw(Clock::time_point now) {
  if (now - newer_.time >= kMark) {
    older_ = newer_;
    newer_ = {now, done_};
  }
  const std::chrono::duration<double> passed = now - older_.time;
  Pace pace;
  if (passed.count() > 0 && done_ > older_.done) {
    pace.rate = static_cast<double>(done_ - older_.done) / passed.count();
  }
  pace.memory = kg::resident_memory();
  pace.seconds = std::chrono::duration<double>(now - start_).count();
  const std::size_t columns = streams_.columns == nullptr ? 0 : streams_.columns();
  // One column stays free, since some terminals go to the next line when the last one is written.
  const std::size_t width = (columns == 0 ? kUsualColumns : columns) - 1;
  drawn_ = true;
  streams_.err << "\r\033[K" << progress_line({stage_, round_, done_, unit_}, pace, width)
               << std::flush;
}

void Activity::erase() {
  if (drawn_) streams_.err << "\r\033[K" << std::flush;
  drawn_ = false;
}

Progress progress_to(Streams& streams) {
  return [&streams](const Step& step) {
    if (streams.activity != nullptr) streams.activity->report(step);
  };
}

void report_no_memory(const std::bad_alloc& error, Streams& streams) {
  malloc_trim(0);
  kg::look_at_memory();
  std::string last;
  std::optional<MemoryLimit> limit;
  if (streams.activity != nullptr) {
    streams.activity->rest();
    last = streams.activity->last();
    limit = streams.activity->limit();
  }
  const bool by_limit = dynamic_cast<const kg::OutOfMemory*>(&error) != nullptr;
  streams.err << (by_limit && limit ? out_of_memory(*limit, last) : no_memory(last));
}

Working::Working(Streams& streams, std::string_view stage) : streams_(streams) {
  progress_to(streams)({stage});
}

Working::~Working() { progress_to(streams_)({}); }

}  // namespace repl
